import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { ChannelAdapter } from "../adapter.ts";
import type { FormSettings } from "../contract/forms.ts";
import { channelEvents } from "../contract/events.ts";
import { mailbox } from "../mail/mailbox.ts";
import { sendMail } from "../mail/sending/sending.ts";
import { confirmationDays } from "./consenting/link.ts";
import { askForConfirmation, keepConsents } from "./consents.ts";
import { mailboxOfForm } from "./settings/stored-form.ts";
import { readSubmitted } from "./submitting/reading.ts";

/** Plays forms on web pages: what is sent comes in, and is answered by mail. */
export const form: ChannelAdapter = {
  kind: "form",
  abilities: { ...mailbox.abilities, begins: false },
  read: readSubmitted,
  async takenIn(work, { conversation, message, account }) {
    // What is taken for advertising is asked of nobody, and counts for nothing where a person thinks otherwise later.
    await askForConfirmation(work, message, confirmationDays);
    const { rows } = await sql<{ ticket: FormSettings["ticket"] }>`
      select f.settings -> 'ticket' as ticket from web_forms f, conversations c
      where f.account_id = ${account} and c.id = ${conversation} and c.state <> 'spam'`.execute(work.db);
    if (!rows[0]) return;
    await keepConsents(work, conversation);
    work.emit({
      name: channelEvents.formSubmitted,
      object: "conversation",
      records: [conversation],
      payload: { account, message, ticket: rows[0].ticket },
    });
  },
  async assertSends(work, account) {
    if (!(await mailboxOfForm(work.db, account.id))) throw new AppError("form_not_answered");
  },
  async send(runtime, account, message) {
    const by = await mailboxOfForm(runtime.database, account.id);
    if (!by) return { state: "refused", problem: "mailbox_sends_nothing" };
    await sql`update messages set account_id = ${by.id} where id = ${message.id}`.execute(runtime.database);
    return sendMail(runtime, by, message);
  },
  // Known by the id of a mail from a shared mailbox, as all of them give it.
  ...(mailbox.identify && { identify: mailbox.identify }),
};
