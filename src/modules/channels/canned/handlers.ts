import { handle, type Handler } from "#records";
import { adapterOf } from "../adapters.ts";
import * as contract from "../contract/canned-answers.ts";
import { offerAnswers } from "./offering.ts";
import { useAnswer } from "./using.ts";

export const cannedHandlers: readonly Handler[] = [
  handle(contract.offerCannedAnswers, (work, { params, query }) =>
    offerAnswers(work, params.id, query.search),
  ),
  handle(contract.useCannedAnswer, (work, { params, body }, { runtime }) =>
    useAnswer(work, { runtime, adapterOf }, params.id, body),
  ),
];
