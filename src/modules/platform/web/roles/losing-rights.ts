import { grantOfRoles, isReachWithin, permits, type Rights } from "#records/contract";

/** What somebody could do before and can no more. */
export interface Loss {
  readonly permissions: readonly string[];
  readonly objects: readonly string[];
}

const verbs = ["read", "change", "delete"] as const;
const flags = ["create", "export", "bulk"] as const;

/** What is lost of `before` under `after`; null where nothing is. */
export function lossOf(
  before: Rights,
  after: Rights,
  known: { readonly permissions: readonly string[]; readonly objects: readonly string[] },
): Loss | null {
  const permissions = known.permissions.filter((one) => permits(before, one) && !permits(after, one));
  const objects = known.objects.filter((name) => isLess(before, after, name));
  return permissions.length > 0 || objects.length > 0 ? { permissions, objects } : null;
}

function isLess(before: Rights, after: Rights, name: string): boolean {
  const [was, is] = [grantOfRoles(before, name), grantOfRoles(after, name)];
  return (
    verbs.some((verb) => !isReachWithin(was[verb], is[verb])) ||
    flags.some((flag) => was[flag] && !is[flag]) ||
    Object.keys(is.fields ?? {}).some((field) => was.fields?.[field] !== is.fields?.[field])
  );
}
