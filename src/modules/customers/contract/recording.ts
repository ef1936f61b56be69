import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { instant } from "./shapes.ts";

/** An interaction written down by hand; what is left out follows from its kind. */
export const interactionBody = z.strictObject({
  kind: z.enum(["call", "meeting", "visit", "message"]),
  /** `phone` for a call, `meeting`, `visit`, `email` for a message unless told. */
  channel: z
    .enum(["email", "phone", "chat", "messenger", "social_network", "meeting", "visit", "other"])
    .optional(),
  direction: z.enum(["in", "out", "both"]).optional(),
  /** Now unless told; not in the future. */
  at: instant.optional(),
  subject: z.string().trim().max(500).optional(),
  body: z.string().max(50_000).optional(),
  outcome: z.string().max(60).nullish(),
  /** In seconds. */
  duration: z.int().min(0).max(1_000_000).nullish(),
  deal: z.uuid().nullish(),
});
export type InteractionBody = z.infer<typeof interactionBody>;

export const recordInteraction = defineAction({
  id: "interactions.record",
  method: "POST",
  path: "/api/parties/:id/interactions",
  summary: "Writes down a call, a meeting, a visit or a message with a person or company",
  permission: "signed_in",
  params: idParams,
  body: interactionBody,
  output: recordShape,
  status: 201,
});

export const completeTask = defineAction({
  id: "tasks.complete",
  method: "PUT",
  path: "/api/tasks/:id/completion",
  summary: "Marks a task as done",
  permission: "tasks:complete",
  params: idParams,
  output: recordShape,
});

export const reopenTask = defineAction({
  id: "tasks.reopen",
  method: "DELETE",
  path: "/api/tasks/:id/completion",
  summary: "Takes back that a task is done",
  permission: "tasks:complete",
  params: idParams,
  output: recordShape,
});
