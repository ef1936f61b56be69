import { sql } from "kysely";
import { z } from "zod";
import { AppError } from "#kernel/error";
import { countAttempt } from "#platform";
import type { Runtime } from "#records";
import { adapterOf } from "../../adapters.ts";
import { oneLine, plain } from "../../mail/reading/words.ts";
import { keepArrivals } from "../../taking-in/receipts.ts";
import { settleReceipt } from "../../taking-in/settling.ts";
import type { StoredChat } from "../settings/stored-settings.ts";
import type { Arrived } from "./arrived.ts";
import { introduce, type Session } from "./sessions.ts";

/** A name or an address on one line, without letters that no database takes. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => oneLine(text, most))
    .pipe(z.string().min(1));

/** What a browser sends: by its `id` it is taken in once, however often it comes. */
export const sentMessage = z.strictObject({
  id: z.uuid(),
  body: z
    .string()
    .max(5000)
    .transform((text) => plain(text).trim())
    .pipe(z.string().min(1)),
  name: line(200).optional(),
  email: z.email().max(320).optional(),
  /** The page on which it was written. */
  page: line(2000).optional(),
});

interface Sent {
  readonly id: string;
  readonly body: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly page?: string | undefined;
  readonly file?: Arrived["file"];
}

interface Room {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly chat: StoredChat;
  readonly address: string;
}

/**
 * Takes in what a visitor sent, once: it is written down before they are told that we have it. Throws `field_required` where the
 * chat asks first who they are, `too_many_requests`.
 */
export async function receive(
  { runtime, session: before, chat, address }: Room,
  sent: Sent,
): Promise<{ id: string }> {
  await countAttempt(runtime.database, [
    { key: ["chat message", address], most: 300, seconds: 60 },
    { key: ["chat message of session", before.id], most: 40, seconds: 60 },
  ]);
  const session = await introduce(runtime.database, before, sent);
  assertIntroduced(chat, session);
  const arrived: Arrived = {
    session: session.id,
    id: sent.id,
    at: new Date().toISOString(),
    body: sent.body,
    name: session.name,
    email: session.email,
    isProven: session.identity !== null,
    language: session.language,
    page: sent.page ?? null,
    ...(sent.file && { file: sent.file }),
  };
  const sourceId = `chat:${session.id}:${sent.id}`;
  const raw = Buffer.from(JSON.stringify(arrived));
  const [fresh] = await keepArrivals(runtime.database, session.account, [{ sourceId, raw }]);
  const receipt = fresh ?? (await storedReceipt(runtime, session.account, sourceId));
  // What fails now is settled a little later: it is kept.
  if (receipt) await settleReceipt(runtime, adapterOf, receipt).catch(() => null);
  return { id: sent.id };
}

/** What was sent before and is no message yet. */
async function storedReceipt(
  { database }: Runtime,
  account: string,
  sourceId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from receipts where account_id = ${account} and source_id = ${sourceId} and state = 'stored'`.execute(
    database,
  );
  return rows[0]?.id;
}

function assertIntroduced({ settings: { ask } }: StoredChat, session: Session): void {
  if (session.identity !== null || session.lastSequence > 0) return;
  if (ask.name === "required" && !session.name) throw new AppError("field_required", { field: "name" });
  if (ask.email === "required" && !session.email) throw new AppError("field_required", { field: "email" });
}
