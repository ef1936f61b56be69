import { type Handler, handle } from "#records";
import * as contract from "../contract/chat.ts";
import { chatsOf } from "./settings/listing.ts";
import { addChat, changeChat, makeSecret } from "./settings/setting-up.ts";

export const chatHandlers: readonly Handler[] = [
  handle(contract.listChats, (work, _call, { runtime }) => chatsOf(work, runtime.settings)),
  handle(contract.addChat, (work, { body }) => addChat(work, body)),
  handle(contract.setChat, (work, { params, body }) => changeChat(work, params.id, body)),
  handle(contract.makeChatSecret, (work, { params }, { runtime }) =>
    makeSecret(work, runtime.settings, params.id),
  ),
];
