import { handle, handleRaw, type Module } from "#records";
import { appPasswordsOf, makeAppPassword, revokeAppPassword } from "./app-passwords/keeping.ts";
import * as contract from "./contract/index.ts";
import { davProtocol } from "./dav/protocol.ts";
import { connectionHandlers } from "./external/handlers.ts";
import { syncCalendars } from "./external/syncing.ts";
import { feedsOf, makeFeed, revokeFeed } from "./feeds/keeping.ts";
import { sendFeed } from "./feeds/reading.ts";
import { forgetItems } from "./items/stored-items.ts";

/** Calendars and address books of other programs. */
export const sync: Module = {
  name: "sync",
  objects: [],
  handlers: [
    handle(contract.listAppPasswords, (work, _call, { runtime }) => appPasswordsOf(work, runtime)),
    handle(contract.makeAppPassword, (work, { body }) => makeAppPassword(work, body.name)),
    handle(contract.revokeAppPassword, (work, { params }) => revokeAppPassword(work, params.id)),
    handle(contract.listFeeds, (work) => feedsOf(work)),
    handle(contract.makeFeed, (work, { params }, { runtime }) => makeFeed(work, runtime, params.kind)),
    handle(contract.revokeFeed, (work, { params }) => revokeFeed(work, params.kind)),
    handleRaw(contract.readFeed, (edge, { params }) => sendFeed(edge, params.secret)),
    ...connectionHandlers,
  ],
  protocols: [davProtocol],
  jobs: {
    "sync.sweep": (runtime) => runtime.runAsSystem(forgetItems),
    "sync.calendars": (runtime, _payload, stopping) => syncCalendars(runtime, stopping),
  },
  crontab: ["31 4 * * * sync.sweep", "* * * * * sync.calendars"],
};
