import { type Handler, handle, handleRaw } from "#records";
import {
  addMailbox,
  askForConsent,
  connectMailbox,
  listMailboxes,
  takeConsent,
  tryMailbox,
} from "../contract/mailboxes.ts";
import { showMessage } from "../contract/message-content.ts";
import { showContent } from "./content/showing.ts";
import { accept, addressOfConsent } from "./settings/consenting.ts";
import { mailboxesOf } from "./settings/listing.ts";
import { add, change } from "./settings/setting-up.ts";
import { tryOut } from "./settings/trying.ts";

export const mailHandlers: readonly Handler[] = [
  handleRaw(showMessage, (edge, { params, query }) =>
    showContent(edge, params.id, { pictures: query.pictures === "yes" }),
  ),
  handle(listMailboxes, (work) => mailboxesOf(work)),
  handle(addMailbox, (work, { body }, { runtime }) => add(work, runtime, body)),
  handle(connectMailbox, (work, { params, body }, { runtime }) => change(work, runtime, params.id, body)),
  handle(askForConsent, (work, { params }, { runtime }) => addressOfConsent(work, runtime, params.id)),
  handleRaw(takeConsent, (edge, { query }) => accept(edge, query)),
  handleRaw(tryMailbox, (edge, { params }) => tryOut(edge, params.id)),
];
