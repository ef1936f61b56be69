import { type Handler, handle, handleRaw } from "#records";
import * as contract from "../contract/index.ts";
import { connect } from "./connecting.ts";
import { askForRound, changePassword, choose, connectionsOf, disconnect } from "./keeping.ts";

/** One's calendars elsewhere. */
export const connectionHandlers: readonly Handler[] = [
  handle(contract.listConnections, (work) => connectionsOf(work)),
  handleRaw(contract.connectCalendar, (edge, { body }) => connect(edge, body)),
  handle(contract.chooseCalendars, (work, { params, body }) => choose(work, params.id, body)),
  handle(contract.signInAgain, (work, { params, body }, { runtime }) =>
    changePassword(work, runtime, params.id, body.password),
  ),
  handle(contract.syncNow, (work, { params }) => askForRound(work, params.id)),
  handle(contract.disconnectCalendar, (work, { params }) => disconnect(work, params.id)),
];
