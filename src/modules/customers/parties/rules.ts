import type { ObjectRules } from "#records";
import { keepMainContactPoints } from "../contact-points/keeping-main.ts";
import { keepEmployment } from "../relations/employment.ts";
import { keepParents, refuseCircles } from "../relations/parents.ts";

export const personRules: ObjectRules = {
  async followUp(work, drafts) {
    await keepMainContactPoints(work, drafts);
    await keepEmployment(work, drafts);
  },
  leavesRows: true,
};

export const companyRules: ObjectRules = {
  prepare: refuseCircles,
  async followUp(work, drafts) {
    await keepMainContactPoints(work, drafts);
    await keepParents(work, drafts);
  },
  leavesRows: true,
};
