import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { assertMayChange, create, get, update, type Work } from "#records";
import type { FormSettings, FormWritten, Question } from "../../contract/forms.ts";
import { isFilledIn } from "../lead-values.ts";

/** Makes a form. Throws `field_invalid` for a question that cannot be asked so, and as making a record does. */
export async function addForm(work: Work, written: FormWritten): Promise<{ id: string }> {
  await assertAskable(work, written.settings);
  const { id } = await create(work, "channel_account", { ...valuesOf(written), kind: "form" });
  await keep(work, id, written.settings);
  return { id };
}

/** Says what a form asks. Throws as `addForm`. */
export async function changeForm(work: Work, id: string, written: FormWritten): Promise<void> {
  const account = await get(work, "channel_account", id);
  if (account["kind"] !== "form") throw new AppError("not_found", { params: { object: "channel_account" } });
  await assertMayChange(work, "channel_account", id);
  await assertAskable(work, written.settings);
  await update(work, "channel_account", id, valuesOf(written));
  await keep(work, id, written.settings);
}

function valuesOf({ settings: _settings, ...values }: FormWritten) {
  return values;
}

async function keep(work: Work, id: string, settings: FormSettings): Promise<void> {
  await sql`insert into web_forms (account_id, settings) values (${id}, ${JSON.stringify(settings)}::jsonb)
    on conflict (account_id) do update set settings = excluded.settings, changed_at = now()`.execute(work.db);
  await sql`update channel_accounts set state = 'working', problem = null where id = ${id} and state = 'unset'`.execute(
    work.db,
  );
}

async function assertAskable(work: Work, settings: FormSettings): Promise<void> {
  const { questions, about, mailbox, ticket } = settings;
  const wrong = questions.findIndex((question, at) => !isAskable(work, question, { questions, about, at }));
  if (wrong >= 0) throw new AppError("field_invalid", { field: `questions.${wrong}` });
  if (typeof ticket === "object" && ticket.queue)
    await get(work, "queue", ticket.queue).catch((cause: unknown) => {
      throw new AppError("link_not_found", { field: "ticket.queue", cause });
    });
  if (!mailbox) return;
  const account = await get(work, "channel_account", mailbox).catch(() => null);
  if (account?.["kind"] !== "mailbox" || account["user"] !== null)
    throw new AppError("link_not_found", { field: "mailbox" });
}

interface Among {
  readonly questions: readonly Question[];
  readonly about: FormSettings["about"];
  readonly at: number;
}

function isAskable(work: Work, question: Question, { questions, about, at }: Among): boolean {
  const { key, type, options, field } = question;
  const isChosen = type === "choice" || type === "choices";
  return (
    questions.findIndex((other) => other.key === key) === at &&
    (!isChosen || options.length > 0) &&
    new Set(options.map((option) => option.key)).size === options.length &&
    (field === null || isFilledIn(work, about, { field, type }))
  );
}
