import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

export const orderStages = defineAction({
  id: "pipelines.order_stages",
  method: "PUT",
  path: "/api/pipelines/:id/stage-order",
  summary: "Puts the stages of a pipeline in the order given; all of them are named",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({ stages: z.array(z.uuid()).min(1).max(100) }),
});
