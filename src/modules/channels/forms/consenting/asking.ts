import { sql } from "kysely";
import { normalised } from "#customers";
import type { Runtime, Work } from "#records";
import { sayAutomatically } from "../../mail/automatic/confirming.ts";
import { hasSaidEnough, isToldEnough } from "../../mail/automatic/loops.ts";
import { accountOf } from "../../accounts/account.ts";
import type { Form } from "../settings/stored-form.ts";
import { isWithin } from "../within-limits.ts";
import { confirmationDays, placeOfLink } from "./link.ts";
import { mailboxBehind } from "./mailbox-behind.ts";
import { consentWords } from "./words.ts";

/** So many letters that ask for consent go to one mailbox within a day, and from all forms within an hour to whomever. */
const mostOfDay = 3;
const mostOfHour = 200;

/**
 * Asks whoever agreed to something in a form, at the address that was typed there, whether it was they. Answers whether a letter does; it
 * says that the form came, too.
 */
export async function askWhetherTheyAgree(runtime: Runtime, form: Form, message: string): Promise<boolean> {
  const asked = await waitingIn(runtime, message);
  return (
    asked !== null &&
    (await mayBeAsked(runtime, asked.address)) &&
    runtime.runAsSystem((work) => ask(work, runtime, { form, message }))
  );
}

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
    where m.id = ${message} and m.details ? 'confirmation' and not m.details -> 'confirmation' ? 'letter' and not m.details ? 'unasked'
      and m.sender is not null and m.archived_at is null and c.archived_at is null and c.state <> 'spam'`.execute(
    database,
  );
  return rows[0] ?? null;
}

/** Whoever wants no mail any more, or complained, may have changed their mind, and is asked once while they can answer. */
async function mayBeAsked({ database }: Runtime, address: string): Promise<boolean> {
  const value = normalised("email", address, "");
  if (value === null) return false;
  const { rows } = await sql`
    select 1 from messages m join conversations c on c.id = m.conversation_id
    where m.automatic and m.direction = 'out' and m.created_at > now() - make_interval(days => ${confirmationDays})
      and m.details ? 'confirms' and lower(c.contact) = ${value} and exists (
        select 1 from contact_points p where p.kind = 'email' and p.normalised = ${value} and p.archived_at is null
          and p.opted_out_at is not null)
    limit 1`.execute(database);
  return (
    rows.length === 0 &&
    isWithin(database, [
      { key: ["consent letter", mailboxBehind(value)], most: mostOfDay, seconds: 86_400 },
      { key: ["consent letters"], most: mostOfHour, seconds: 3600 },
    ])
  );
}

/** Once for what was sent; the letter stands in its conversation. */
async function ask(
  work: Work,
  runtime: Runtime,
  { form, message }: { readonly form: Form; readonly message: string },
): Promise<boolean> {
  await sql`select 1 from messages where id = ${message} for update`.execute(work.db);
  const waiting = await waitingIn({ database: work.db as Runtime["database"] }, message);
  if (!waiting || (await isToldEnough(work, waiting.address))) return false;
  const account = await accountOf(work.db, form.account.id);
  if (await hasSaidEnough(work, account)) return false;
  const letter = await sayAutomatically(
    work,
    runtime,
    { conversation: waiting.conversation, account },
    letterOf(form, waiting),
    { confirms: { form: account.id, message, until: waiting.until } },
  );
  await sql`update messages set details = jsonb_set(details, '{confirmation,letter}', to_jsonb(${letter}::text))
    where id = ${message}`.execute(work.db);
  return true;
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
