import {
  type Access,
  type Grant,
  grantOfRoles,
  isReachWithin,
  permits,
  type Reach,
  type Rights,
} from "#records/contract";

const verbs = ["read", "change", "delete"] as const;
const flags = ["create", "export", "bulk"] as const;

/** What both `rights` and `bound` allow: the rights of a key are those of its role within its user's. */
export function narrowed(rights: Rights, bound: Rights): Rights {
  const shared = sharedWithin(rights, bound);
  return {
    objects: Object.fromEntries(
      objectsOf(rights, bound).map((name) => [
        name,
        narrower(grantOfRoles(rights, name), grantOfRoles(bound, name)),
      ]),
    ),
    permissions: rights.permissions.includes("*")
      ? bound.permissions
      : rights.permissions.filter((permission) => permits(bound, permission)),
    ...(Object.keys(shared).length > 0 ? { shared } : {}),
  };
}

/** Whether all that `rights` allow, `bound` allows too: nobody gives away more than they have. */
export function isWithin(rights: Rights, bound: Rights): boolean {
  if (!permits(bound, "*") && rights.permissions.some((permission) => !permits(bound, permission)))
    return false;
  return objectsOf(rights, bound).every((name) =>
    isGrantWithin(grantOfRoles(rights, name), grantOfRoles(bound, name)),
  );
}

/** Whether every field that `bound` limits is limited by `limits` at least as much. */
export function areFieldsWithin(limits: Grant["fields"], bound: Grant["fields"]): boolean {
  return Object.entries(bound ?? {}).every(
    ([field, limit]) => strictness(limits?.[field]) >= strictness(limit),
  );
}

function objectsOf(...both: readonly Rights[]): readonly string[] {
  return [...new Set(["*", ...both.flatMap((rights) => Object.keys(rights.objects))])];
}

function isGrantWithin(grant: Grant, bound: Grant): boolean {
  return (
    verbs.every((verb) => isReachWithin(grant[verb], bound[verb])) &&
    flags.every((flag) => !grant[flag] || bound[flag]) &&
    (grant.read === "none" || areFieldsWithin(grant.fields, bound.fields))
  );
}

function narrower(left: Grant, right: Grant): Grant {
  const narrow = (a: Reach, b: Reach): Reach => (isReachWithin(a, b) ? a : b);
  const fields = { ...left.fields };
  for (const [field, limit] of Object.entries(right.fields ?? {})) {
    if (strictness(limit) > strictness(fields[field])) fields[field] = limit;
  }
  return {
    read: narrow(left.read, right.read),
    change: narrow(left.change, right.change),
    delete: narrow(left.delete, right.delete),
    create: left.create && right.create,
    export: left.export && right.export,
    bulk: left.bulk && right.bulk,
    fields,
  };
}

// What was shared with a user their key reaches only where its role has to do with such records at all.
function sharedWithin(rights: Rights, bound: Rights): Record<string, Access> {
  const shared: Record<string, Access> = {};
  for (const [name, access] of Object.entries(bound.shared ?? {})) {
    const grant = grantOfRoles(rights, name);
    const own = rights.shared?.[name];
    if (grant.read === "none" && !own) continue;
    shared[name] = access === "change" && (grant.change !== "none" || own === "change") ? "change" : "read";
  }
  return shared;
}

function strictness(limit: "hidden" | "read_only" | undefined): number {
  return limit === "hidden" ? 2 : limit === "read_only" ? 1 : 0;
}
