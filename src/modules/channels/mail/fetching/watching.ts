import { holding } from "../../connections/holding.ts";
import { listenTo } from "./listening.ts";

/** Listens to every mailbox, each by one process. */
export const listenToMailboxes = holding(["mailbox"], listenTo);
