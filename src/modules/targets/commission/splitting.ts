import Big from "big.js";
import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { assertMayChange, get, note, titleExpression, visibleIds, visibleWhere, type Work } from "#records";
import type { readSplits, splitCommission as splitAction } from "../contract/commission.ts";

type Splits = OutputOf<typeof readSplits>;

/** Who earns which part of a deal; nobody is named where its owner earns all. */
export async function splitsOf(work: Work, deal: string): Promise<Splits> {
  await get(work, "deal", deal, { fields: "id" });
  const user = work.catalogue.object("user");
  const { rows } = await sql<Splits["data"][number]>`
    select jsonb_build_object('id', u.id, 'title', ${titleExpression(work, user, "u")}) as user, trim_scale(p.share)::text as share
    from deal_splits p join users u on u.id = p.user_id
    where p.deal_id = ${deal} and ${visibleWhere(work, "user", "u")} order by p.share desc, u.id`.execute(
    work.db,
  );
  return { data: rows, maySplit: await mayChange(work, deal) };
}

/** Says who earns which part, and notes it: for whoever may change the deal. Throws `field_invalid` where the parts are not a hundred percent. */
export async function splitCommission(
  work: Work,
  deal: string,
  { splits }: BodyOf<typeof splitAction>,
): Promise<Splits> {
  await assertMayChange(work, "deal", deal);
  const whole = splits.reduce((sum, { share }) => sum.plus(share), new Big(0));
  if (splits.length > 0 && (!whole.eq(100) || splits.some(({ share }) => Number(share) <= 0)))
    throw new AppError("field_invalid", { field: "share" });
  const users = [...new Set(splits.map(({ user }) => user))];
  if (users.length < splits.length) throw new AppError("field_invalid", { field: "user" });
  if ((await visibleIds(work, "user", users)).length < users.length)
    throw new AppError("link_not_found", { field: "user" });
  const before = await partsOf(work, deal);
  await sql`delete from deal_splits where deal_id = ${deal}`.execute(work.db);
  await sql`insert into deal_splits (deal_id, user_id, share)
    select ${deal}, s.user, s.share from jsonb_to_recordset(${JSON.stringify(splits)}::jsonb) as s ("user" uuid, share numeric)`.execute(
    work.db,
  );
  const changes = { parts: { from: before, to: await partsOf(work, deal) } };
  await note(work, { kind: "deal_commission_split", object: "deal", record: deal, changes });
  return splitsOf(work, deal);
}

/** Who earns which part, by the ids of users: for the log. */
async function partsOf(work: Work, deal: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ user: string; share: string }>`
    select user_id as "user", trim_scale(share)::text as share from deal_splits where deal_id = ${deal} order by 1`.execute(
    work.db,
  );
  return Object.fromEntries(rows.map(({ user, share }) => [user, share]));
}

async function mayChange(work: Work, deal: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from deals d where d.id = ${deal} and ${visibleWhere(work, "deal", "d", "change")}`.execute(
      work.db,
    );
  return rows.length > 0;
}
