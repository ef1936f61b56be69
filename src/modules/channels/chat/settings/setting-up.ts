import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newToken } from "#platform";
import { assertMayChange, create, get, note, type RuntimeSettings, update, type Work } from "#records";
import type { ChatWritten } from "../../contract/chat.ts";
import { keepSecret, keepSettings } from "./stored-settings.ts";

/** Makes a chat. Throws as making a record does. */
export async function addChat(work: Work, written: ChatWritten): Promise<{ id: string }> {
  const { id } = await create(work, "channel_account", { ...valuesOf(written), kind: "chat" });
  await keep(work, id, written);
  return { id };
}

/** Says how a chat stands. Throws `field_invalid` for hours that end before they begin. */
export async function changeChat(work: Work, id: string, written: ChatWritten): Promise<void> {
  await takeChat(work, id);
  await update(work, "channel_account", id, valuesOf(written));
  await keep(work, id, written);
}

function valuesOf({ settings: _settings, ...values }: ChatWritten) {
  return values;
}

async function keep(work: Work, id: string, { settings }: ChatWritten): Promise<void> {
  if (settings.hours.some(({ from, to }) => from >= to))
    throw new AppError("field_invalid", { field: "hours" });
  await keepSettings(work, id, settings);
  await sql`update channel_accounts set state = 'working', problem = null where id = ${id} and state = 'unset'`.execute(
    work.db,
  );
}

/** Makes the secret by which pages prove who their visitors are; what was signed by the one before proves nothing any more. */
export async function makeSecret(
  work: Work,
  settings: RuntimeSettings,
  id: string,
): Promise<{ secret: string }> {
  await takeChat(work, id);
  const secret = newToken();
  await keepSecret(work, settings, { account: id, secret });
  await note(work, { kind: "channel_connected", object: "channel_account", record: id });
  return { secret };
}

/** A chat to set up: seen (else `not_found`), and to be changed by the actor (else `not_allowed`). */
async function takeChat(work: Work, id: string): Promise<void> {
  const account = await get(work, "channel_account", id);
  if (account["kind"] !== "chat") throw new AppError("not_found", { params: { object: "channel_account" } });
  await assertMayChange(work, "channel_account", id);
}
