import { handle, type Handler } from "#records";
import { readQueueHours, setQueueHours } from "../contract/queue-hours.ts";
import * as contract from "../contract/routing.ts";
import { changePresence, presenceOf } from "./presence.ts";
import { hoursOf, setHours } from "./hours.ts";
import { routingOf } from "./routing.ts";

export const routingHandlers: readonly Handler[] = [
  handle(contract.readPresence, (work) => presenceOf(work)),
  handle(contract.changePresence, (work, { body }) => changePresence(work, body)),
  handle(contract.readRouting, (work, { params }) => routingOf(work, params.id)),
  handle(readQueueHours, (work, { params }) => hoursOf(work, params.id)),
  handle(setQueueHours, (work, { params, body }) => setHours(work, params.id, body)),
];
