import { changes, type ObjectRules } from "#records";
import { firstContactPoints } from "../contact-points/first-main.ts";
import { keepMainContactPoints, movesContactPoint } from "../contact-points/keeping-main.ts";
import { resembledBy } from "../duplicates/resembling.ts";
import { suspectDuplicatesOf } from "../duplicates/suspecting.ts";
import { keepEmployment, movesEmployment } from "../relations/employment.ts";
import { moveAlong, moveBack, refuseCircleOfMerged } from "./merging.ts";
import { keepParents, refuseCircles } from "../relations/parents.ts";
import { placeWithRelation } from "../relations/placing.ts";
import { reckonedOf } from "./reckoned.ts";

export const personRules: ObjectRules = {
  suspect: suspectDuplicatesOf("person"),
  resembling: resembledBy("person"),
  concerns: (draft) => movesContactPoint(draft) || movesEmployment(draft),
  beside: firstContactPoints,
  reckoned: reckonedOf("person"),
  async followUp(work, drafts) {
    await keepMainContactPoints(work, drafts);
    await keepEmployment(work, drafts);
  },
  selfContained: true,
  leavesRows: true,
  merging: moveAlong,
  separating: moveBack,
  placing: placeWithRelation,
};

export const companyRules: ObjectRules = {
  suspect: suspectDuplicatesOf("company"),
  resembling: resembledBy("company"),
  concerns: (draft) => movesContactPoint(draft) || changes(draft, "parent"),
  beside: firstContactPoints,
  reckoned: reckonedOf("company"),
  prepare: refuseCircles,
  async followUp(work, drafts) {
    await keepMainContactPoints(work, drafts);
    await keepParents(work, drafts);
  },
  selfContained: true,
  leavesRows: true,
  async merging(work, pair) {
    await refuseCircleOfMerged(work, pair);
    return moveAlong(work, pair);
  },
  separating: moveBack,
  placing: placeWithRelation,
};
