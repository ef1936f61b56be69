import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";

/** Two parties of a kind that have something in common by which they are worth comparing; the lesser id first. */
export interface Block {
  readonly kind: PartyKind;
  readonly left: string;
  readonly right: string;
}

/** What more parties than these have in common, such as the number of a switchboard, says nothing. */
const mostAlike = 50;

/**
 * Whom to compare with the parties `ids` that are in use: those who share an e-mail, a telephone number, a tax number, a
 * domain, the sound of a company's name, or the sound of a person's name and a birthday or company. With `later` only
 * those whose ids come after, for a walk through all. Whatever the rights: for the product itself.
 */
export async function blocksOf(
  work: Work,
  ids: readonly string[],
  { later = false } = {},
): Promise<readonly Block[]> {
  const { rows } = await sql<Block>`
    with asked as materialized (
      select id, kind, name_sound, birth_date, company_id, own_domain, tax_digits from parties
      where id = any(${ids}::uuid[]) and archived_at is null
    ), met as (${sql.join(meetings, sql` union `)})
    select a.kind, least(a.id, o.id) as left, greatest(a.id, o.id) as right
    from met join asked a on a.id = met.one join parties o on o.id = met.other
    where o.kind = a.kind and o.archived_at is null ${later ? sql`and met.other > met.one` : sql``}
    group by 1, 2, 3 order by 2, 3`.execute(work.db);
  return rows;
}

const ofNumber = sql`('phone', 'whatsapp', 'viber')`;

const meetings: readonly RawBuilder<unknown>[] = [
  byPoint(sql`('email')`),
  byPoint(ofNumber),
  byParty(sql`o.tax_digits = a.tax_digits`),
  byParty(sql`o.own_domain = a.own_domain`),
  byParty(sql`a.kind = 'company' and o.name_sound = a.name_sound`),
  byParty(sql`a.kind = 'person' and o.name_sound = a.name_sound and o.birth_date = a.birth_date`),
  byParty(sql`a.kind = 'person' and o.name_sound = a.name_sound and o.company_id = a.company_id`),
];

function byParty(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return meeting({ asked: sql`asked as a`, rows: sql`parties as o`, id: "id", condition });
}

function byPoint(kinds: RawBuilder<unknown>): RawBuilder<unknown> {
  return meeting({
    asked: sql`asked join contact_points as a on a.party_id = asked.id and a.archived_at is null and a.kind in ${kinds}`,
    rows: sql`contact_points as o`,
    id: "party_id",
    condition: sql`o.kind in ${kinds} and o.normalised = a.normalised`,
  });
}

interface Meeting {
  /** Those asked about, as `a`, and the rows that are looked through, as `o`. */
  readonly asked: RawBuilder<unknown>;
  readonly rows: RawBuilder<unknown>;
  /** Column in which both tell the party. */
  readonly id: "id" | "party_id";
  readonly condition: RawBuilder<unknown>;
}

// One more than are too many is read: what many share costs no more than what fifty do. Which of them come later is asked
// afterwards: asked here, the last of 50,000 with one number would read through all of them.
function meeting({ asked, rows, id, condition }: Meeting): RawBuilder<unknown> {
  const [one, other] = [sql.ref(`a.${id}`), sql.ref(`o.${id}`)];
  return sql`select ${one} as one, unnest(block.others) as other
    from ${asked} cross join lateral (
      select array_agg(found.id) as others from (
        select ${other} as id from ${rows}
        where ${condition} and ${other} <> ${one} and o.archived_at is null limit ${mostAlike + 1}) as found) as block
    where cardinality(block.others) <= ${mostAlike}`;
}
