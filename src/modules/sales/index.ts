import { get, handle, type Module } from "#records";
import { tryAssignment } from "./assignment/assigning.ts";
import { assignLead } from "./assignment/assigning-by-hand.ts";
import { assignmentsOf } from "./assignment/explaining.ts";
import { assignNewLeads, keepLeads } from "./assignment/keeping-leads.ts";
import { orderAssignmentRules } from "./assignment/ordering-rules.ts";
import { assignmentRuleRules, workingTimeRules } from "./assignment/rules.ts";
import * as contract from "./contract/index.ts";
import { takeAmountFromProducts } from "./deals/amount-from-products.ts";
import { closeDeal, reopenDeal } from "./deals/closing.ts";
import { changeClosingRules, closingRules } from "./deals/closing-rules.ts";
import { stageEntry } from "./deals/entering-stages.ts";
import { recordDealInteraction } from "./deals/interactions.ts";
import { gatherDealParties } from "./deals/merging.ts";
import { moveDeal } from "./deals/moving.ts";
import { setNextStep } from "./deals/next-step.ts";
import { makeRecurringDeals } from "./deals/recurring.ts";
import { dealRules } from "./deals/rules.ts";
import { splitDeal } from "./deals/splitting.ts";
import { dealTimeline } from "./deals/timeline.ts";
import { loadDemonstrationInto } from "./demonstration/loading.ts";
import { disqualifyLead, moveLead, recycleLead } from "./leads/deciding.ts";
import { takeOpenLead } from "./leads/lead-in-hand.ts";
import { qualificationPlan } from "./leads/qualification-plan.ts";
import { qualifyLead } from "./leads/qualifying.ts";
import { leadRules } from "./leads/rules.ts";
import { changeLeadSettings, leadSettings } from "./leads/settings.ts";
import { takeQualificationBack } from "./leads/taking-qualification-back.ts";
import { leadTimeline } from "./leads/timeline.ts";
import { touchLeads } from "./leads/touching.ts";
import { orderStages } from "./pipelines/ordering-stages.ts";
import { pipelineRules, stageRules } from "./pipelines/rules.ts";
import { standardPipeline } from "./pipelines/standard-pipeline.ts";
import { playbookOf } from "./playbooks/reading.ts";
import { dealProductRules } from "./products/rules.ts";
import { playbookStepRules, stageRequirementRules } from "./stages/rules.ts";
import { territoryRules } from "./territories/rules.ts";

export { checkCondition } from "./conditions/condition.ts";
export { conditionAsItIs } from "./conditions/unreadable.ts";
export { closeDeal } from "./deals/closing.ts";
export { dealTimelineSource } from "./deals/timeline.ts";
export { loadDemonstration } from "./demonstration/loading.ts";
export { leadTimelineSource } from "./leads/timeline.ts";
export { makeStandardPipeline } from "./pipelines/standard-pipeline.ts";
export { territoriesOf } from "./territories/territories-of.ts";

export const sales: Module = {
  name: "sales",
  objects: [
    contract.dealObject,
    contract.pipelineObject,
    contract.stageObject,
    contract.dealProductObject,
    contract.dealPartyObject,
    contract.stageChangeObject,
    contract.stageRequirementObject,
    contract.playbookStepObject,
    contract.leadObject,
    contract.leadAssignmentObject,
    contract.assignmentRuleObject,
    contract.territoryObject,
    contract.salesProfileObject,
    contract.workingTimeObject,
  ],
  rules: {
    deal: dealRules,
    pipeline: pipelineRules,
    stage: stageRules,
    deal_product: dealProductRules,
    deal_party: { turning: gatherDealParties },
    stage_requirement: stageRequirementRules,
    playbook_step: playbookStepRules,
    lead: leadRules,
    assignment_rule: assignmentRuleRules,
    territory: territoryRules,
    working_time: workingTimeRules,
  },
  news: contract.salesNews,
  handlers: [
    handle(contract.moveDeal, (work, { params, body }) => moveDeal(work, params.id, body)),
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
    handle(contract.splitDeal, (work, { params, body }) => splitDeal(work, params.id, body)),
    handle(contract.readStageEntry, (work, { params, query }) => stageEntry(work, params.id, query.stage)),
    handle(contract.readPlaybook, (work, { params }) => playbookOf(work, params.id)),
    handle(contract.readClosingRules, (work) => closingRules(work)),
    handle(contract.changeClosingRules, (work, { body }) => changeClosingRules(work, body)),
    ...leadHandlers(),
  ],
  subscriptions: [standardPipeline, assignNewLeads, touchLeads],
  jobs: { "sales.keep_leads": keepLeads, "sales.make_recurring_deals": makeRecurringDeals },
  crontab: ["* * * * * sales.keep_leads", "7 * * * * sales.make_recurring_deals"],
};

function leadHandlers() {
  return [
    handle(contract.moveLead, (work, { params, body }) => moveLead(work, params.id, body.status)),
    handle(contract.previewQualification, async (work, { params }) =>
      qualificationPlan(work, await takeOpenLead(work, params.id)),
    ),
    handle(contract.qualifyLead, (work, { params, body }) => qualifyLead(work, params.id, body)),
    handle(contract.takeQualificationBack, (work, { params }) => takeQualificationBack(work, params.id)),
    handle(contract.disqualifyLead, (work, { params, body }) => disqualifyLead(work, params.id, body)),
    handle(contract.recycleLead, (work, { params }) => recycleLead(work, params.id)),
    handle(contract.readLeadTimeline, (work, { params, query }) => leadTimeline(work, params.id, query)),
    handle(contract.readLeadSettings, (work) => leadSettings(work)),
    handle(contract.changeLeadSettings, (work, { body }) => changeLeadSettings(work, body)),
    handle(contract.readAssignee, async (work, { params }) => ({
      data: await assignmentsOf(work, params.id),
    })),
    handle(contract.assignLead, (work, { params, body }) => assignLead(work, params.id, body.user)),
    handle(contract.tryAssignment, async (work, { params }) => {
      await get(work, "lead", params.id);
      return tryAssignment(work, params.id);
    }),
    handle(contract.orderAssignmentRules, (work, { body }) => orderAssignmentRules(work, body.rules)),
  ];
}
