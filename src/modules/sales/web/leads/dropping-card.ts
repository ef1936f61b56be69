import type { BoardMove } from "#records/web";
import { actsOf } from "#records/web";
import {
  disqualifyLead,
  moveLead,
  type OpenStatus,
  qualifyLead,
  recycleLead,
  takeQualificationBack,
} from "#sales/contract";
import { call, callAct } from "#web/client.ts";
import type { Decisions, Refusal } from "./acting.ts";

/** What the column asks for, where a lead's card was dropped. */
export const dropLead: BoardMove["move"] = async (lead, { value }, answer) => {
  const params = { id: lead.id };
  if (value === null) return;
  if (value === "qualified") return actsIn(await callAct(qualifyLead, { params, body: answer as Decisions }));
  if (value === "unqualified")
    return actsIn(await callAct(disqualifyLead, { params, body: answer as Refusal }));
  if (lead.status === "qualified") return void (await call(takeQualificationBack, { params }));
  if (lead.status === "unqualified") return actsIn(await callAct(recycleLead, { params }));
  return actsIn(await callAct(moveLead, { params, body: { status: value as OpenStatus } }));
};

function actsIn(done: Parameters<typeof actsOf>[0]) {
  return { acts: actsOf(done) };
}
