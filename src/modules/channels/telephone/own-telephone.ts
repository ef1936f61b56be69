import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import type { Work } from "#records";
import type { readTelephone } from "../contract/telephone.ts";
import { edgeNow } from "./edge/edge-place.ts";
import { nameOfAgent } from "./edge/messages.ts";

/** By which lines the actor can call, and to whom they can pass a call on. */
export async function ownTelephone(work: Work): Promise<OutputOf<typeof readTelephone>> {
  const { rows: lines } = await sql<{
    id: string;
    name: string;
    extension: string;
    softphone: boolean;
    records: boolean;
  }>`
    select a.id, a.name, e.extension, coalesce(c.settings -> 'softphone' = 'true', false) as softphone,
      coalesce(c.settings -> 'softphone' = 'true' and c.settings -> 'record' = 'true', false) as records
    from phone_extensions e join channel_accounts a on a.id = e.account_id and a.active and a.archived_at is null
      left join channel_connections c on c.account_id = a.id
    where e.user_id = ${work.actor.userId} order by a.name, a.id limit 100`.execute(work.db);
  const own = lines.filter(({ softphone }) => softphone);
  const { rows: colleagues } = await sql<{ id: string; title: string }>`
    select distinct on (u.name, u.id) u.id, u.name as title
    from phone_extensions e join users u on u.id = e.user_id and u.active and u.archived_at is null
    where e.account_id = any(${own.map(({ id }) => id)}::uuid[]) and u.id is distinct from ${work.actor.userId}
    order by u.name, u.id limit 200`.execute(work.db);
  const edge = own.length > 0 ? await edgeNow(work.db) : null;
  return {
    on: edge?.state === "runs",
    name: nameOfAgent(work.actor.userId ?? ""),
    lines,
    colleagues: colleagues.map(({ id, title }) => ({ name: nameOfAgent(id), title })),
  };
}
