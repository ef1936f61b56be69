import { handle, type Module } from "#records";
import * as contract from "./contract/index.ts";
import { takeAmountFromProducts } from "./deals/amount-from-products.ts";
import { closeDeal, reopenDeal } from "./deals/closing.ts";
import { recordDealInteraction } from "./deals/interactions.ts";
import { gatherDealParties } from "./deals/merging.ts";
import { moveDeal } from "./deals/moving.ts";
import { setNextStep } from "./deals/next-step.ts";
import { dealRules } from "./deals/rules.ts";
import { dealTimeline } from "./deals/timeline.ts";
import { loadDemonstrationInto } from "./demonstration/loading.ts";
import { orderStages } from "./pipelines/ordering-stages.ts";
import { pipelineRules, stageRules } from "./pipelines/rules.ts";
import { standardPipeline } from "./pipelines/standard-pipeline.ts";
import { dealProductRules } from "./products/rules.ts";

export { closeDeal } from "./deals/closing.ts";
export { dealTimelineSource } from "./deals/timeline.ts";
export { loadDemonstration } from "./demonstration/loading.ts";
export { makeStandardPipeline } from "./pipelines/standard-pipeline.ts";

export const sales: Module = {
  name: "sales",
  objects: [
    contract.dealObject,
    contract.pipelineObject,
    contract.stageObject,
    contract.dealProductObject,
    contract.dealPartyObject,
    contract.stageChangeObject,
  ],
  rules: {
    deal: dealRules,
    pipeline: pipelineRules,
    stage: stageRules,
    deal_product: dealProductRules,
    deal_party: { turning: gatherDealParties },
  },
  news: contract.salesNews,
  handlers: [
    handle(contract.moveDeal, (work, { params, body }) => moveDeal(work, params.id, body.stage)),
    handle(contract.closeDeal, (work, { params, body }) => closeDeal(work, params.id, body)),
    handle(contract.reopenDeal, (work, { params }) => reopenDeal(work, params.id)),
    handle(contract.setNextStep, (work, { params, body }) => setNextStep(work, params.id, body)),
    handle(contract.takeAmountFromProducts, (work, { params }) => takeAmountFromProducts(work, params.id)),
    handle(contract.recordDealInteraction, (work, { params, body }) =>
      recordDealInteraction(work, params.id, body),
    ),
    handle(contract.readDealTimeline, (work, { params, query }) => dealTimeline(work, params.id, query)),
    handle(contract.orderStages, (work, { params, body }) => orderStages(work, params.id, body.stages)),
    handle(contract.loadDemonstrationCompany, loadDemonstrationInto),
  ],
  subscriptions: [standardPipeline],
};
