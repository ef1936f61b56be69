import { sql } from "kysely";
import type { Runtime } from "#records";
import type { Line } from "../messengers/messenger.ts";
import { deliveredIn, joinedRaw, senderOf } from "./reading.ts";

/** Minutes until a message whose parts do not come is shown as it is. */
const longest = 10;

interface Part {
  readonly id: string;
  readonly raw: Buffer;
  readonly isLate: boolean;
}

/**
 * Joins parts that are all there, or late, into one message each: it is called by its first part, so that a kill between the two steps makes
 * it once more and never twice.
 */
export async function joinParts({ database }: Runtime, account: string, take: Line["take"]): Promise<void> {
  const { rows } = await sql<Part>`
    select id, raw, at < now() - make_interval(mins => ${longest}) as "isLate" from receipts
    where account_id = ${account} and source_id like 'part:%' and problem is null and raw is not null
      and at > now() - interval '1 day' order by at, id limit 1000`.execute(database);
  for (const parts of Map.groupBy(rows, longMessageOf).values()) {
    const [first] = parts;
    const total = first && deliveredIn(first.raw).part?.total;
    const numbers = new Set(parts.map(({ raw }) => deliveredIn(raw).part?.number));
    if (!first || (numbers.size < (total ?? 0) && !first.isLate)) continue;
    await take([{ sourceId: `joined:${first.id}`, raw: joinedRaw(parts.map(({ raw }) => raw)) }]);
    await sql`update receipts set problem = 'joined' where id = any(${parts.map(({ id }) => id)}::uuid[])`.execute(
      database,
    );
  }
}

function longMessageOf({ raw }: Part): string {
  const delivered = deliveredIn(raw);
  return `${senderOf(delivered)} ${delivered.part?.of} ${delivered.part?.total}`;
}
