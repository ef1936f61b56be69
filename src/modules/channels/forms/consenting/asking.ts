import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { normalised } from "#customers";
import { countAttempt } from "#platform";
import type { Runtime, Subscription, Work } from "#records";
import { channelEvents } from "../../contract/events.ts";
import { sayAutomatically } from "../../mail/automatic/confirming.ts";
import { hasSaidEnough, isToldEnough } from "../../mail/automatic/loops.ts";
import { accountOf } from "../../accounts/account.ts";
import { type Form, formOf, mailboxOfForm } from "../settings/stored-form.ts";
import { confirmationDays, placeOfLink } from "./link.ts";
import { consentWords } from "./words.ts";

/** So many letters that ask for consent go to one address within a day, whatever forms it is typed into. */
const mostOfDay = 3;

/** Whoever agreed to something in a form is asked, at the address that was typed there, whether it was they. */
export const consentIsAsked: Subscription = {
  name: "channels.consent_is_asked",
  events: [channelEvents.formSubmitted],
  async hear(runtime, event) {
    const { account, message } = event.payload ?? {};
    if (typeof account !== "string" || typeof message !== "string") return;
    const form = await formOf(runtime.database, account);
    if (!form || !(await mailboxOfForm(runtime.database, account))) return;
    const asked = await waitingIn(runtime, message);
    if (asked && (await mayBeAsked(runtime, asked.address)))
      await runtime.runAsSystem((work) => ask(work, runtime, { form, message }));
  },
};

interface Waiting {
  readonly conversation: string;
  readonly address: string;
  readonly until: string;
  readonly consents: readonly { readonly text: string }[];
}

/** What waits to be confirmed and has not been asked; null where there is none. */
async function waitingIn({ database }: Pick<Runtime, "database">, message: string): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`
    select m.conversation_id as conversation, m.sender as address, m.details -> 'confirmation' ->> 'until' as until,
      m.details -> 'consents' as consents
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${message} and m.details ? 'confirmation' and not m.details -> 'confirmation' ? 'letter' and m.sender is not null
      and m.archived_at is null and c.archived_at is null and c.state <> 'spam'`.execute(database);
  return rows[0] ?? null;
}

async function mayBeAsked({ database }: Runtime, address: string): Promise<boolean> {
  const value = normalised("email", address, "");
  const { rows } = await sql`
    select 1 from contact_points where kind = 'email' and normalised = ${value} and archived_at is null
      and opted_out_at is not null limit 1`.execute(database);
  if (value === null || rows.length > 0) return false;
  try {
    await countAttempt(database, [{ key: ["consent letter", value], most: mostOfDay, seconds: 86_400 }]);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "too_many_requests") return false;
    throw error;
  }
}

/** Once for what was sent; the letter stands in its conversation. */
async function ask(
  work: Work,
  runtime: Runtime,
  { form, message }: { readonly form: Form; readonly message: string },
): Promise<void> {
  await sql`select 1 from messages where id = ${message} for update`.execute(work.db);
  const waiting = await waitingIn({ database: work.db as Runtime["database"] }, message);
  if (!waiting || (await isToldEnough(work, waiting.address))) return;
  const account = await accountOf(work.db, form.account.id);
  if (await hasSaidEnough(work, account)) return;
  const letter = await sayAutomatically(
    work,
    runtime,
    { conversation: waiting.conversation, account },
    letterOf(form, waiting),
    { confirms: { message, until: waiting.until } },
  );
  await sql`update messages set details = jsonb_set(details, '{confirmation,letter}', to_jsonb(${letter}::text))
    where id = ${message}`.execute(work.db);
}

/** Words of ours alone: those of the form, and none that was typed. Its link is put in as it goes out, and read by nobody of ours. */
function letterOf({ account, settings: { title, confirmation }, language }: Form, { consents }: Waiting) {
  const words = consentWords[language];
  const parts = [
    ...(confirmation ? [confirmation] : []),
    words.filled_in.replace("{form}", () => title || account.name),
    ...consents.map(({ text }) => `☑ ${text}`),
    `${words.confirm.replace("{days}", String(confirmationDays))}\n${placeOfLink}`,
    words.else,
  ];
  return { subject: words.subject, body: parts.join("\n\n") };
}
