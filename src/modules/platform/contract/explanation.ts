import { z } from "zod";
import { defineAction } from "#kernel/action";
import { access, reach } from "#records/contract";

const named = z.strictObject({ id: z.uuid(), title: z.string() });
const someRecord = named.extend({ object: z.string() });

/** One thing that gives a right on a record. */
const ground = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("role"),
    role: named,
    reach,
    /** Whose the record is: the user's own, or of somebody in their team. Null where the reach is "all". */
    holder: named.nullable(),
  }),
  z.strictObject({
    kind: z.literal("share"),
    access,
    /** The team with which it was shared; null where with the user. */
    team: named.nullable(),
    by: named.nullable(),
    at: z.iso.datetime(),
  }),
  /** The record that it hangs on, on which the user has the right as well. */
  z.strictObject({ kind: z.literal("link"), link: z.string(), record: someRecord.nullable() }),
]);
export type Ground = z.infer<typeof ground>;

/** One thing that is missing for a right. */
const obstacle = z.discriminatedUnion("kind", [
  /** The user cannot come in at all. */
  z.strictObject({ kind: z.literal("no_access") }),
  /** No role grants it on such records at all. */
  z.strictObject({ kind: z.literal("no_grant") }),
  /** A role grants it, but does not reach as far as this record. */
  z.strictObject({ kind: z.literal("reach"), role: named, reach, holder: named.nullable() }),
  z.strictObject({ kind: z.literal("link"), link: z.string(), record: someRecord.nullable() }),
  /** What the record repeats is a field that is hidden from the user. */
  z.strictObject({ kind: z.literal("hidden_field") }),
  /** Nobody changes or archives such records but the product itself. */
  z.strictObject({ kind: z.literal("closed") }),
  /** Whoever does not see a record neither changes nor archives it. */
  z.strictObject({ kind: z.literal("unseen") }),
]);
export type Obstacle = z.infer<typeof obstacle>;

const verdict = z.strictObject({
  allowed: z.boolean(),
  /** What gives it, where it is allowed. */
  grounds: z.array(ground),
  /** What stands against it, where it is not. */
  obstacles: z.array(obstacle),
});
export type Verdict = z.infer<typeof verdict>;

export const explainAccess = defineAction({
  id: "explainAccess",
  method: "GET",
  path: "/api/:plural/:id/access",
  summary:
    "Why a user may read, change or archive a record, or why not: which role, reach, team, share or link grants it, or " +
    "what is missing. Told by the same rules that grant.",
  permission: "users:manage",
  params: z.strictObject({ plural: z.string().max(60), id: z.uuid() }),
  query: z.strictObject({ user: z.uuid() }),
  output: z.strictObject({
    user: named,
    record: someRecord,
    read: verdict,
    change: verdict,
    delete: verdict,
    /** Fields of such records that the user does not see, or sees and may not write. */
    hidden: z.array(z.string()),
    readOnly: z.array(z.string()),
  }),
});
