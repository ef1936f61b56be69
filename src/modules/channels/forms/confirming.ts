import { sql } from "kysely";
import type { Runtime, Subscription } from "#records";
import { channelEvents } from "../contract/events.ts";
import { confirm } from "../mail/automatic/confirming.ts";
import { formOf, mailboxOfForm } from "./settings/stored-form.ts";

/** Who sent a form and left an address is told at once that it came, where the form says so, in words of ours alone. */
export const formIsConfirmed: Subscription = {
  name: "channels.form_is_confirmed",
  events: [channelEvents.formSubmitted],
  async hear(runtime, event) {
    const { account, message } = event.payload ?? {};
    if (typeof account !== "string" || typeof message !== "string") return;
    const form = await formOf(runtime.database, account);
    if (!form?.settings.confirmation || !(await mailboxOfForm(runtime.database, account))) return;
    // Whoever is asked to confirm reads it in that letter.
    if (await isAsked(runtime, message)) return;
    const texts = { [form.language]: form.settings.confirmation };
    await runtime.runAsSystem((work) => confirm(work, runtime, message, texts));
  },
};

async function isAsked({ database }: Runtime, message: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from messages where id = ${message} and details ? 'confirmation'`.execute(database);
  return rows.length > 0;
}
