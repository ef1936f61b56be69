import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import {
  assertMayChange,
  byRule,
  create,
  type Edge,
  get,
  note,
  type Runtime,
  update,
  type Work,
} from "#records";
import type { MessengerSettings, MessengerShown, MessengerWritten } from "../contract/messengers.ts";
import { connectionOf, keepConnection, type MessengerSecrets, serverOf } from "./connection.ts";
import { shownMessenger } from "./listing.ts";
import { troubleOf } from "./messenger-error.ts";
import { messengerOf } from "./messengers.ts";

/** Connects a new messenger, and tries it. */
export async function add(edge: Edge, written: MessengerWritten): Promise<MessengerShown> {
  const { runtime, actor } = edge;
  const id = await runtime.run(actor, "screen", async (work) => {
    const account = await create(work, "channel_account", {
      ...valuesOf(written),
      kind: written.settings.kind,
    });
    await connect(work, runtime, account.id, written);
    return account.id;
  });
  return tried(edge, id);
}

/** Changes how a messenger is connected, and tries it. Throws `not_found` where the account is of another kind. */
export async function change(edge: Edge, id: string, written: MessengerWritten): Promise<MessengerShown> {
  const { runtime, actor } = edge;
  await runtime.run(actor, "screen", async (work) => {
    const account = await get(work, "channel_account", id);
    if (account["kind"] !== written.settings.kind)
      throw new AppError("not_found", { params: { object: "channel_account" } });
    await assertMayChange(work, "channel_account", id);
    await update(byRule(work), "channel_account", id, valuesOf(written));
    await connect(work, runtime, id, written);
  });
  return tried(edge, id);
}

const valuesOf = ({ name, unknown, active }: MessengerWritten) => ({ name, unknown, active });

async function connect(
  work: Work,
  { settings }: Pick<Runtime, "settings">,
  id: string,
  written: MessengerWritten,
): Promise<void> {
  const before = await connectionOf({ database: work.db, settings }, id);
  const isSame = before !== null && isSameWay(before.settings, written.settings);
  const secrets: MessengerSecrets = {
    hook: randomBytes(24).toString("base64url"),
    ...(isSame && before.secrets),
    ...written.secrets,
  };
  if (!secrets.token) throw new AppError("field_required", { field: "token" });
  if (written.settings.kind === "whatsapp" && !secrets.app_secret)
    throw new AppError("field_required", { field: "app_secret" });
  await keepConnection(work.db, settings, id, { settings: written.settings, secrets });
  await note(work, { kind: "channel_connected", object: "channel_account", record: id });
}

/** Nobody is sent by what we sign in elsewhere: with another server it is told anew. */
function isSameWay(one: MessengerSettings, other: MessengerSettings): boolean {
  return one.kind === other.kind && serverOf(one) === serverOf(other);
}

/** Signs in, outside of any unit, and notes what came of it. */
async function tried({ runtime, actor }: Edge, id: string): Promise<MessengerShown> {
  const connected = await connectionOf(runtime, id);
  if (connected?.account.active) {
    const came = await messengerOf(connected.settings.kind).connect(runtime, connected).catch(troubleOf);
    const trouble = typeof came === "string" ? came : null;
    const state = trouble === null ? "working" : trouble === "sign_in" ? "sign_in_again" : "failing";
    const address = typeof came === "string" ? null : came.address;
    await sql`update channel_accounts set state = ${state}, problem = ${trouble}, checked_at = now(),
      address = coalesce(${address}, address), version = version + 1 where id = ${id}`.execute(
      runtime.database,
    );
  }
  return runtime.read(actor, "screen", (work) => shownMessenger(work, runtime, id));
}
