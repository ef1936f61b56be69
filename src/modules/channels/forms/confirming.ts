import { sql } from "kysely";
import { normalised } from "#customers";
import type { Runtime, Subscription } from "#records";
import { channelEvents } from "../contract/events.ts";
import { confirm } from "../mail/automatic/confirming.ts";
import { askWhetherTheyAgree } from "./consenting/asking.ts";
import { mailboxBehind } from "./consenting/mailbox-behind.ts";
import { formOf, mailboxOfForm } from "./settings/stored-form.ts";
import { isWithin } from "./within-limits.ts";

/** So many letters that a form was received go to one mailbox within three hours, whatever forms its addresses are typed into. */
const mostReceipts = 10;

/**
 * Who sent a form and left an address is written to at once, in words of ours alone: who agreed to be written to is asked whether it was
 * they; all others, and whom no such letter goes to, are told that it came, where the form says so.
 */
export const formIsConfirmed: Subscription = {
  name: "channels.form_is_confirmed",
  events: [channelEvents.formSubmitted],
  async hear(runtime, event) {
    const { account, message } = event.payload ?? {};
    if (typeof account !== "string" || typeof message !== "string") return;
    const form = await formOf(runtime.database, account);
    if (!form || !(await mailboxOfForm(runtime.database, account))) return;
    if (await askWhetherTheyAgree(runtime, form, message)) return;
    if (!form.settings.confirmation || !(await mayBeTold(runtime, message))) return;
    const texts = { [form.language]: form.settings.confirmation };
    await runtime.runAsSystem((work) => confirm(work, runtime, message, texts));
  },
};

async function mayBeTold({ database }: Runtime, message: string): Promise<boolean> {
  const { rows } = await sql<{ sender: string }>`
    select sender from messages where id = ${message} and sender is not null`.execute(database);
  const address = rows[0] && normalised("email", rows[0].sender, "");
  return address
    ? isWithin(database, [
        { key: ["form receipt", mailboxBehind(address)], most: mostReceipts, seconds: 10_800 },
      ])
    : false;
}
