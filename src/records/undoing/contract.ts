import { z } from "zod";
import { defineAction } from "#kernel/action";

/** Why something of the act stays as it is, and of how many records. */
const skipped = z.strictObject({
  changed: z.int().describe("Somebody changed it since."),
  not_allowed: z.int().describe("The caller may not change it any more."),
  governed: z.int().describe("A capability of its own takes it back: reopening a closed deal."),
  gone: z.int().describe("It is not there any more, or not for the caller."),
  refused: z.int().describe("The record does not take its earlier value any more."),
});
export type Skipped = z.infer<typeof skipped>;
export type Reason = keyof Skipped;

const undone = z.strictObject({
  /** The undo itself, by which it can be undone. */
  unit: z.uuid(),
  /** The act that it took back. */
  act: z.uuid(),
  /** Records of which something was put back. */
  undone: z.int(),
  /** Records of which something stays as it is. */
  skipped,
});
export type Undone = z.infer<typeof undone>;

export const undoAct = defineAction({
  id: "records.undo",
  method: "POST",
  path: "/api/undo",
  summary:
    "Takes back what the caller did last, within the last hour: changed goes back, made is archived, archived is restored. " +
    "Once more takes back what was done before that",
  permission: "signed_in",
  body: z.strictObject({
    /** One act of the caller, as the answer to it named it in `Rapport-Act`; the last one that stands unless told. */
    unit: z.uuid().optional(),
    /** Acts to go past: for going on where nothing of them could be put back. */
    past: z.array(z.uuid()).max(100).optional(),
  }),
  output: undone,
});

export const redoAct = defineAction({
  id: "records.redo",
  method: "POST",
  path: "/api/redo",
  summary: "Does again what the caller took back last, as long as they did nothing else since",
  permission: "signed_in",
  output: undone,
});
