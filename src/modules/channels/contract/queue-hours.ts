import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { chatSettings } from "./chat.ts";

const hours = z.strictObject({
  /** When somebody is there, by the clock of the organisation; none: always. */
  hours: chatSettings.shape.hours,
  /** What is answered once outside of them, by language; none: nothing. */
  outside: chatSettings.shape.outside,
});
export type QueueHours = z.infer<typeof hours>;

const shown = hours.extend({
  /** When somebody is there again; null: now. */
  opens_at: z.iso.datetime({ offset: true }).nullable(),
});
export type QueueHoursShown = z.infer<typeof shown>;

export const readQueueHours = defineAction({
  id: "queues.hours",
  method: "GET",
  path: "/api/queues/:id/hours",
  summary: "When the people of a queue are there, and what is answered by itself outside of that",
  permission: "conversations:answer",
  params: idParams,
  output: shown,
});

export const setQueueHours = defineAction({
  id: "queues.set_hours",
  method: "PUT",
  path: "/api/queues/:id/hours",
  summary: "Says when the people of a queue are there; outside of that nothing is given out",
  permission: "signed_in",
  params: idParams,
  body: hours,
  output: shown,
});
