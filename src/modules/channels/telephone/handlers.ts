import { handle, handleRaw } from "#records";
import * as contract from "../contract/telephone.ts";
import { dialNumber } from "./dialling.ts";
import { ownTelephone } from "./own-telephone.ts";
import { changeLine, makeSecret, shownLine } from "./line.ts";

export const telephoneHandlers = [
  handle(contract.readTelephoneLine, (work, { params }, { runtime }) =>
    shownLine(work, runtime.settings, params.id),
  ),
  handle(contract.changeTelephoneLine, (work, { params, body }, { runtime }) =>
    changeLine(work, runtime.settings, params.id, body),
  ),
  handle(contract.makeTelephoneSecret, (work, { params, body }, { runtime, reply }) => {
    reply.header("cache-control", "no-store");
    return makeSecret(work, runtime.settings, params.id, body.kind);
  }),
  handle(contract.readTelephone, (work) => ownTelephone(work)),
  handleRaw(contract.dial, (edge, { params, body }) => dialNumber(edge, params.id, body.number)),
];
