import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";

export const activateContract = defineAction({
  id: "contracts.activate",
  method: "PUT",
  path: "/api/contracts/:id/activation",
  summary: "Says that a contract is signed and runs",
  permission: "contracts:manage",
  params: idParams,
  output: recordShape,
});

export const terminateContract = defineAction({
  id: "contracts.terminate",
  method: "PUT",
  path: "/api/contracts/:id/termination",
  summary:
    "Gives notice: a contract ends with its last day and is not renewed, and its subscriptions end with it",
  permission: "contracts:manage",
  params: idParams,
  body: z.strictObject({
    reason: z.string().trim().min(1).max(500),
    /** For one that is open-ended, or where both agree on another day; after the notice from today unless told. */
    ends_on: z.iso.date().optional(),
  }),
  output: recordShape,
});
