import { sql } from "kysely";
import { archiveByRule, byRule, type Placing, tellByRule, update, type Work } from "#records";

/** Where somebody works, and to whom a company belongs, is said twice: by a field of theirs, and by the relation that stands. */
const fields = { works_at: ["person", "company"], parent_company: ["company", "parent"] } as const;
type Kind = keyof typeof fields;

interface Standing {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  /** That such a one stands between the two already. */
  readonly twice: boolean;
}

/** A relation that came after a merge goes to another party: what fields say of it goes along. */
export async function placeRelation(
  work: Work,
  { id, field, from, to }: Placing,
): Promise<(() => Promise<void>) | undefined> {
  const moved = (end: string) => (field === end ? sql`${to}::uuid` : sql.ref(`r.${end}_id`));
  const { rows } = await sql<Standing>`
    select r.kind, r.from_id as "from", r.to_id as "to", exists (select from relations o
      where o.kind = r.kind and o.from_id = ${moved("from")} and o.to_id = ${moved("to")}
        and o.ended_on is null and o.archived_at is null) as twice
    from relations r where r.id = ${id}::uuid and r.ended_on is null and r.archived_at is null`.execute(
    work.db,
  );
  const [standing] = rows;
  if (!standing) return undefined;
  if (standing.twice) await archiveByRule(work, "relation", [id]);
  const { kind } = standing;
  if (!Object.hasOwn(fields, kind)) return undefined;
  return async () => {
    if (field === "to") return say(work, kind, standing.from, { from, to });
    await say(work, kind, from, { from: standing.to, to: await stillAt(work, kind, from) });
    await say(work, kind, to, { from: null, to: standing.to });
  };
}

/** A person or company that came after a merge goes to another company: the relation that says so goes along. */
export async function placeWithRelation(
  work: Work,
  { id, field, from, to }: Placing,
): Promise<(() => Promise<void>) | undefined> {
  const kind = field === "company" ? "works_at" : field === "parent" ? "parent_company" : undefined;
  if (!kind) return undefined;
  const { rows } = await sql<{ id: string }>`
    update relations r set to_id = ${to}::uuid, version = version + 1, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid
    where kind = ${kind} and from_id = ${id}::uuid and to_id = ${from}::uuid and ended_on is null and archived_at is null
      and not exists (select from relations o where o.kind = r.kind and o.from_id = r.from_id and o.to_id = ${to}::uuid
        and o.ended_on is null and o.archived_at is null)
    returning id`.execute(work.db);
  const told = rows.map((row) => ({ id: row.id, changes: { to: { from, to } } }));
  await tellByRule(work, "relation", "changed", told);
  return undefined;
}

async function stillAt(work: Work, kind: Kind, party: string): Promise<string | null> {
  const { rows } = await sql<{ to: string }>`select to_id as "to" from relations
    where kind = ${kind} and from_id = ${party}::uuid and ended_on is null and archived_at is null
    order by id desc limit 1`.execute(work.db);
  return rows[0]?.to ?? null;
}

// Only where the field says what the relation said.
async function say(
  work: Work,
  kind: Kind,
  party: string,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<void> {
  const [object, field] = fields[kind];
  const { rows } = await sql`select 1 from parties where id = ${party}::uuid
    and ${sql.ref(`${field}_id`)} is not distinct from ${from}::uuid`.execute(work.db);
  if (rows.length > 0) await update(byRule(work), object, party, { [field]: to });
}
