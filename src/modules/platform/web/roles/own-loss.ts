import { useQuery } from "@tanstack/react-query";
import { addUp, type LinkValue, type RecordData, type RoleGrants } from "#records/contract";
import { useMetadata } from "#records/web";
import { request } from "#web/client.ts";
import { useSession } from "#web/session.ts";
import { permissions, type RoleDetails } from "../../contract/index.ts";
import { useRoles } from "../settings/role-titles.ts";
import { type Loss, lossOf } from "./losing-rights.ts";

/** What the user would lose themselves if the role granted this instead; null where they do not have it or lose nothing. */
export function useOwnLoss(role: RoleDetails): (grants: RoleGrants) => Loss | null {
  const { user } = useSession();
  const { objects } = useMetadata();
  const roles = useRoles() ?? [];
  const mine = useQuery({
    queryKey: ["records", "user", "roles", user.id],
    queryFn: () => request<RecordData>("GET", `/api/users/${user.id}`, { query: { fields: "roles" } }),
  }).data;
  const ids = ((mine?.["roles"] ?? []) as readonly LinkValue[]).map(({ id }) => id);
  return (grants) => {
    const held = roles.filter(({ id }) => ids.includes(id));
    if (!held.some(({ id }) => id === role.id)) return null;
    const before = addUp(held.map((one) => one.grants));
    const after = addUp(held.map((one) => (one.id === role.id ? grants : one.grants)));
    return lossOf(before, after, { permissions, objects: Object.keys(objects) });
  };
}
