import { createHash } from "node:crypto";
import { sql } from "kysely";
import { countAttempt } from "#platform";
import type { Runtime } from "#records";
import { adapterOf } from "../../adapters.ts";
import { keepArrivals } from "../../taking-in/receipts.ts";
import { settleReceipt } from "../../taking-in/settling.ts";
import { filesOfDay, mostFiles, mostLetters, mostLinks, sentOfDay } from "../public/limits.ts";
import { areConfirmed } from "../consents.ts";
import type { Form } from "../settings/stored-form.ts";
import { isWithin } from "../within-limits.ts";
import { type Answer, answersIn, type Wrong } from "./answers.ts";
import type { Posted } from "./posted.ts";
import type { Submitted } from "./submitted.ts";

interface Sending {
  readonly address: string;
  readonly posted: Posted;
  /** By what the page knows this sending of it. */
  readonly id: string;
  /** The page on which the form stands. */
  readonly page: string | null;
  readonly isTrapped: boolean;
}

/**
 * Takes in what was sent, once: the same words under the same id are one thing, however often they come. It is written down before
 * who sent it is told that we have it. Answers what is wrong with it, by question; nothing is kept then.
 */
export async function receive(
  runtime: Runtime,
  form: Form,
  { address, posted, id, page, isTrapped }: Sending,
): Promise<Readonly<Record<string, Wrong>> | null> {
  const { answers, wrong } = answersIn(form.settings, posted);
  if (Object.keys(wrong).length > 0) return wrong;
  const files = posted.files.filter(({ question }) =>
    form.settings.questions.some(({ key, type }) => type === "file" && key === question),
  );
  await countAttempt(runtime.database, [
    { key: ["form", form.account.id], most: sentOfDay, seconds: 86_400 },
    ...files.flatMap(() => [
      { key: ["form files of", address], most: mostFiles, seconds: 600 },
      { key: ["form files", form.account.id], most: filesOfDay, seconds: 86_400 },
    ]),
  ]);
  const consents = form.settings.questions.flatMap(({ key, type, label, purpose, channel }) =>
    type === "consent" && answers.some((answer) => answer.key === key)
      ? [{ text: label, purpose, channel }]
      : [],
  );
  const said: Submitted = {
    at: new Date().toISOString(),
    language: form.language,
    title: form.settings.title || form.account.name,
    about: form.settings.about,
    page,
    suspect: isTrapped ? "trap" : linksIn(answers) > mostLinks ? "links" : null,
    answers: answers.map(({ value, ...answer }) => ({
      ...answer,
      value: Array.isArray(value) ? [...value] : (value as string),
    })),
    consents,
    unasked:
      form.settings.mailbox !== null &&
      areConfirmed(consents) &&
      !(await isWithin(runtime.database, [
        { key: ["consent letters of", address], most: mostLetters, seconds: 3600 },
      ])),
    files: files.map(({ content, ...file }) => ({
      ...file,
      size: content.length,
      content: content.toString("base64"),
    })),
  };
  const sourceId = `form:${id}:${sumOf(answers, files)}`;
  const raw = Buffer.from(JSON.stringify(said));
  await keepArrivals(runtime.database, form.account.id, [{ sourceId, raw }]);
  await settle(runtime, form.account.id, { sourceId, said });
  return null;
}

function sumOf(answers: readonly Answer[], files: Posted["files"]): string {
  const sum = createHash("sha256").update(JSON.stringify(answers.map(({ key, value }) => [key, value])));
  for (const { question, content } of files) sum.update(question).update(content);
  return sum.digest("hex").slice(0, 32);
}

function linksIn(answers: readonly Answer[]): number {
  return answers.reduce((sum, { shown }) => sum + (shown.match(/https?:\/\//gi)?.length ?? 0), 0);
}

/** What fails now is settled a little later: it is kept. Files are kept as such then, and stand no more in the raw form. */
async function settle(
  runtime: Runtime,
  account: string,
  { sourceId, said }: { readonly sourceId: string; readonly said: Submitted },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from receipts where account_id = ${account} and source_id = ${sourceId} and state = 'stored'`.execute(
    runtime.database,
  );
  if (!rows[0]) return;
  await settleReceipt(runtime, adapterOf, rows[0].id).catch(() => null);
  if (said.files.length === 0) return;
  const files = said.files.map((file) => ({ ...file, content: null }));
  await sql`update receipts set raw = ${Buffer.from(JSON.stringify({ ...said, files }))}
    where id = ${rows[0].id} and state = 'settled'`.execute(runtime.database);
}
