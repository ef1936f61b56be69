import {
  type Access,
  fieldReach,
  freeOf,
  type Freed,
  type Grant,
  grantOfRoles,
  isReachWithin,
  type Limit,
  permits,
  type Reach,
  type Rights,
  type SummedGrant,
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
    ...(Object.keys(shared).length > 0 && { shared }),
    ...(bound.withheld && { withheld: bound.withheld }),
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

function isGrantWithin(grant: SummedGrant, bound: SummedGrant): boolean {
  return (
    verbs.every((verb) => isReachWithin(grant[verb], bound[verb])) &&
    flags.every((flag) => !grant[flag] || bound[flag]) &&
    (grant.read === "none" || isEachFieldWithin(grant, bound))
  );
}

/** Whether no field reaches further than in `bound`, be it limited, or freed on some records. */
function isEachFieldWithin(grant: SummedGrant, bound: SummedGrant): boolean {
  return Object.keys(bound.fields ?? {}).every((field) => {
    const [one, most] = [fieldReach(grant, field), fieldReach(bound, field)];
    return (
      isReachWithin(one.read, most.read) &&
      isReachWithin(one.change, most.change) &&
      (!one.create || most.create)
    );
  });
}

function narrow(a: Reach, b: Reach): Reach {
  return isReachWithin(a, b) ? a : b;
}

function narrower(left: SummedGrant, right: SummedGrant): SummedGrant {
  const fields: Record<string, Limit> = { ...left.fields };
  for (const [field, limit] of Object.entries(right.fields ?? {})) {
    if (strictness(limit) > strictness(fields[field])) fields[field] = limit;
  }
  const freed: Record<string, Freed> = {};
  for (const field of Object.keys(fields)) {
    const [one, other] = [fieldReach(left, field), fieldReach(right, field)];
    const some = freeOf(fields[field], {
      read: narrow(one.read, other.read),
      change: narrow(one.change, other.change),
      create: one.create && other.create,
    });
    if (Object.keys(some).length > 0) freed[field] = some;
  }
  return {
    read: narrow(left.read, right.read),
    change: narrow(left.change, right.change),
    delete: narrow(left.delete, right.delete),
    create: left.create && right.create,
    export: left.export && right.export,
    bulk: left.bulk && right.bulk,
    fields,
    ...(Object.keys(freed).length > 0 && { freed }),
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
