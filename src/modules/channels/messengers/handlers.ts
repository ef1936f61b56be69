import { type Handler, handle, handleRaw } from "#records";
import * as contract from "../contract/messengers.ts";
import { add, change } from "./connecting.ts";
import { messengersOf, shownMessenger } from "./listing.ts";

export const messengerHandlers: readonly Handler[] = [
  handle(contract.listMessengers, (work, _call, { runtime }) => messengersOf(work, runtime)),
  handleRaw(contract.addMessenger, (edge, { body }) => add(edge, body)),
  handle(contract.readMessenger, (work, { params }, { runtime }) => shownMessenger(work, runtime, params.id)),
  handleRaw(contract.changeMessenger, (edge, { params, body }) => change(edge, params.id, body)),
];
