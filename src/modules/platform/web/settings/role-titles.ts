import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call, request } from "#web/client.ts";
import type { Page } from "#records/contract";
import { listRoleGrants, roleDetails } from "../../contract/roles.ts";
import { useRoleName } from "./role-names.ts";

const key = ["settings", "roles"];

export interface RoleChoice {
  readonly value: string;
  readonly label: string;
}

/** Roles to choose from, for all who may give them. */
export function useRoleChoices(): readonly RoleChoice[] {
  const nameOf = useRoleName();
  const roles = useQuery({
    queryKey: [...key, "choices"],
    queryFn: () => request<Page>("GET", "/api/roles", { query: { limit: 200 } }),
  }).data;
  return (roles?.data ?? []).map((role) => ({ value: role.id, label: nameOf(role["name"] as string) }));
}

export function useRoles() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await call(listRoleGrants)).data.map((role) => roleDetails.parse(role)),
  }).data;
}

export function useRefreshRoles(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
