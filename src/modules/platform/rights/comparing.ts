import { type Grant, grantOn, permits, type Reach, type Rights } from "#records/contract";

const order: readonly Reach[] = ["none", "own", "team", "all"];

/** What both `rights` and `bound` allow: the rights of a key are those of its role within its user's. */
export function narrowed(rights: Rights, bound: Rights): Rights {
  return {
    objects: Object.fromEntries(
      objectsOf(rights, bound).map((name) => [name, narrower(grantOn(rights, name), grantOn(bound, name))]),
    ),
    permissions: rights.permissions.includes("*")
      ? bound.permissions
      : rights.permissions.filter((permission) => permits(bound, permission)),
  };
}

/** Whether all that `rights` allow, `bound` allows too: nobody gives away more than they have. */
export function isWithin(rights: Rights, bound: Rights): boolean {
  if (!permits(bound, "*") && rights.permissions.some((permission) => !permits(bound, permission)))
    return false;
  return objectsOf(rights, bound).every((name) => isGrantWithin(grantOn(rights, name), grantOn(bound, name)));
}

function objectsOf(...both: readonly Rights[]): readonly string[] {
  return [...new Set(["*", ...both.flatMap((rights) => Object.keys(rights.objects))])];
}

function isGrantWithin(grant: Grant, bound: Grant): boolean {
  const reaches = (["read", "change", "delete"] as const).every(
    (verb) => order.indexOf(grant[verb]) <= order.indexOf(bound[verb]),
  );
  const limits = Object.entries(bound.fields ?? {});
  const opens = limits.some(([field, limit]) => strictness(grant.fields?.[field]) < strictness(limit));
  return reaches && (!grant.create || bound.create) && (grant.read === "none" || !opens);
}

function narrower(left: Grant, right: Grant): Grant {
  const narrow = (a: Reach, b: Reach): Reach => order[Math.min(order.indexOf(a), order.indexOf(b))] ?? "none";
  const fields = { ...left.fields };
  for (const [field, limit] of Object.entries(right.fields ?? {})) {
    if (strictness(limit) > strictness(fields[field])) fields[field] = limit;
  }
  return {
    read: narrow(left.read, right.read),
    change: narrow(left.change, right.change),
    delete: narrow(left.delete, right.delete),
    create: left.create && right.create,
    fields,
  };
}

function strictness(limit: "hidden" | "read_only" | undefined): number {
  return limit === "hidden" ? 2 : limit === "read_only" ? 1 : 0;
}
