import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Runtime, visibleWhere, type Work } from "#records";
import { messengerKinds, messengerSettings, type MessengerShown } from "../contract/messengers.ts";
import { connectionOf } from "./connection.ts";
import { webhookOf } from "./webhook-address.ts";

type Room = Pick<Runtime, "settings">;
type Row = Omit<MessengerShown, "settings" | "checked_at" | "webhook" | "verify_token"> & {
  readonly settings: unknown;
  readonly checked_at: Date | null;
};

/** Every messenger that the actor may see, by name. */
export async function messengersOf(work: Work, room: Room): Promise<{ data: MessengerShown[] }> {
  return { data: await shownWhere(work, room, null) };
}

/** Throws `not_found` where the account is none, of another kind, or not to be seen. */
export async function shownMessenger(work: Work, room: Room, id: string): Promise<MessengerShown> {
  const [shown] = await shownWhere(work, room, id);
  if (!shown) throw new AppError("not_found", { params: { object: "channel_account" } });
  return shown;
}

async function shownWhere(work: Work, room: Room, id: string | null): Promise<MessengerShown[]> {
  const { rows } = await sql<Row>`
    select a.id, a.name, a.kind, a.address, a.unknown, a.active, a.state, a.problem, a.checked_at, c.settings
    from channel_accounts a left join channel_connections c on c.account_id = a.id
    where a.kind = any(${[...messengerKinds]}::text[]) and a.archived_at is null
      and ${visibleWhere(work, "channel_account", "a")} and (${id}::uuid is null or a.id = ${id})
    order by lower(a.name), a.id limit 500`.execute(work.db);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      checked_at: row.checked_at?.toISOString() ?? null,
      webhook: webhookOf(room.settings, row.id),
      verify_token: row.kind === "whatsapp" ? await verifyToken(work, room, row.id) : null,
      settings: messengerSettings.safeParse(row.settings).data ?? null,
    })),
  );
}

async function verifyToken(work: Work, { settings }: Room, id: string): Promise<string | null> {
  return (await connectionOf({ database: work.db, settings }, id))?.secrets.hook ?? null;
}
