import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import type { PartyKind } from "../contract/duplicates.ts";
import { agreement, few, kindInText, pointOf, sharedColumns } from "./ways-to-meet.ts";

/** Two parties of a kind that have something in common by which they are worth comparing; the lesser id first. */
export interface Block {
  readonly kind: PartyKind;
  readonly left: string;
  readonly right: string;
}

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

const meetings: readonly RawBuilder<unknown>[] = [
  ...(["email", "phone"] as const).map(byPoint),
  ...(["company", "person"] as const).flatMap((kind) => {
    const { known, called } = sharedColumns[kind];
    return [...known, ...called].map((columns) => {
      const valueOf = (column: string) => sql.ref(`a.${column}`);
      return byParty(
        sql`a.kind = ${kindInText[kind]} and o.kind = ${kindInText[kind]} and ${agreement(columns, { alias: "o", valueOf })}`,
      );
    });
  }),
];

function byParty(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return meeting({ asked: sql`asked as a`, rows: sql`parties as o`, id: "id", condition });
}

function byPoint(shared: "email" | "phone"): RawBuilder<unknown> {
  return meeting({
    asked: sql`asked join contact_points as a on a.party_id = asked.id and a.archived_at is null and ${pointOf(shared, "a")}`,
    rows: sql`contact_points as o`,
    id: "party_id",
    condition: sql`${pointOf(shared, "o")} and o.normalised = a.normalised`,
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

// Which of them come later is asked afterwards: asked here, the last of 50,000 with one number would read through all of them.
function meeting({ asked, rows, id, condition }: Meeting): RawBuilder<unknown> {
  const [one, other] = [sql.ref(`a.${id}`), sql.ref(`o.${id}`)];
  const others = sql`select ${other} as id from ${rows} where ${condition} and ${other} <> ${one} and o.archived_at is null`;
  return sql`select ${one} as one, unnest(block.ids) as other from ${asked} cross join lateral ${few(others)} as block`;
}
