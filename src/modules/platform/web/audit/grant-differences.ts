import {
  type Grant,
  type Granted,
  grantOfRoles,
  type Limit,
  permits,
  type Reach,
  type RoleGrants,
} from "#records/contract";
import { flags, verbs } from "../roles/verbs.ts";

/** One thing that a role allows otherwise than before. `object` is `*` for all that the role does not name. */
export type GrantDifference =
  | {
      readonly kind: "right";
      readonly object: string;
      readonly right: keyof Pick<Granted, (typeof verbs)[number] | (typeof flags)[number]>;
      readonly from: Reach | boolean;
      readonly to: Reach | boolean;
    }
  | {
      readonly kind: "field";
      readonly object: string;
      readonly field: string;
      readonly from: Limit | "free";
      readonly to: Limit | "free";
    }
  | { readonly kind: "permission"; readonly permission: string; readonly to: boolean };

/** What a role allows otherwise than it did: by object, as it works and not as it is written, then beyond objects. */
export function grantDifferences(from: RoleGrants, to: RoleGrants): readonly GrantDifference[] {
  const objects = union(["*"], Object.keys(from.objects), Object.keys(to.objects));
  const permissions = union(from.permissions, to.permissions).filter(
    (permission) => permits(from, permission) !== permits(to, permission),
  );
  return [
    ...objects.flatMap((object) => onObject(object, grantOfRoles(from, object), grantOfRoles(to, object))),
    ...permissions.map((permission) => ({
      kind: "permission" as const,
      permission,
      to: permits(to, permission),
    })),
  ];
}

function onObject(object: string, from: Grant, to: Grant): GrantDifference[] {
  const rights = [...verbs, ...flags].flatMap((right) =>
    from[right] === to[right]
      ? []
      : [{ kind: "right" as const, object, right, from: from[right], to: to[right] }],
  );
  const fields = union(Object.keys(from.fields ?? {}), Object.keys(to.fields ?? {})).flatMap((field) => {
    const [before, after] = [from.fields?.[field] ?? "free", to.fields?.[field] ?? "free"] as const;
    return before === after ? [] : [{ kind: "field" as const, object, field, from: before, to: after }];
  });
  return [...rights, ...fields];
}

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
