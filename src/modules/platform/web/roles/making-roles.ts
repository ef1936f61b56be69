import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { RoleGrants } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { createRole } from "../../contract/roles.ts";
import { useRefreshRoles } from "../settings/role-titles.ts";

/** Makes a role and opens it: a new one that grants nothing, or one that grants what another does. */
export function useMakeRole() {
  const navigate = useNavigate();
  const refresh = useRefreshRoles();
  return useMutation({
    mutationFn: (role: { readonly name: string; readonly grants: RoleGrants }) =>
      call(createRole, { body: role }),
    onSuccess: async (role) => {
      await refresh();
      await navigate({ to: `/settings/roles/${role.id}` });
    },
    onError: notifyProblem,
  });
}
