import { z } from "zod";
import { defineAction } from "#kernel/action";
import { instant, linkShape } from "./shapes.ts";

export const homeChange = z.strictObject({
  id: z.string(),
  at: instant,
  actor: linkShape.nullable(),
  kind: z.enum(["created", "changed", "archived", "restored"]),
  record: linkShape,
  /** Names of the fields that changed. */
  fields: z.array(z.string()),
});
export type HomeChange = z.infer<typeof homeChange>;

export const readHomeChanges = defineAction({
  id: "home.changes",
  method: "GET",
  path: "/api/home/changes",
  summary: "The newest changes that others made to records I own",
  permission: "signed_in",
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: z.strictObject({ data: z.array(homeChange) }),
});
