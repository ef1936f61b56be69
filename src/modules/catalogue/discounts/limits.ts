import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { permits } from "#records/contract";
import type { changeDiscountLimits, readDiscountLimits } from "../contract/discounts.ts";

/** Who sells by a role is bound by its limit, or by none; another role they have besides lifts nothing. */
const selling = ["*", "quotes:send", "orders:confirm", "invoices:issue", "subscriptions:manage"];

/** The highest discount, in percent, that the actor gives without being asked: the highest of the roles by which they sell; 100 for any. */
export async function discountLimitOf(work: Work): Promise<number> {
  if (work.actor.userId === null) return 100;
  const { rows } = await sql<{ percent: number }>`
    select coalesce(max(coalesce(l.percent, 100)) filter (where r.grants -> 'permissions' ?| ${selling}::text[]), max(l.percent))::float as percent
    from user_roles ur join roles r on r.id = ur.role_id left join discount_limits l on l.role_id = ur.role_id
    where ur.user_id = ${work.actor.userId}`.execute(work.db);
  return rows[0]?.percent ?? 100;
}

export async function listDiscountLimits(work: Work): Promise<OutputOf<typeof readDiscountLimits>> {
  const own = await discountLimitOf(work);
  if (!permits(work.actor.rights, "settings:change")) return { own, data: [] };
  const { rows } = await sql<{ role: string; name: string; percent: number | null }>`
    select r.id as role, r.name, l.percent::float as percent
    from roles r left join discount_limits l on l.role_id = r.id
    where r.archived_at is null order by r.name`.execute(work.db);
  return { own, data: rows };
}

export async function setDiscountLimits(
  work: Work,
  { data }: BodyOf<typeof changeDiscountLimits>,
): Promise<OutputOf<typeof readDiscountLimits>> {
  if (!permits(work.actor.rights, "settings:change")) throw new AppError("not_allowed");
  const before = await listDiscountLimits(work);
  const rows = JSON.stringify(data);
  await sql`delete from discount_limits where role_id in (
    select role from jsonb_to_recordset(${rows}::jsonb) as given (role uuid))`.execute(work.db);
  await sql`insert into discount_limits (role_id, percent)
    select role, percent from jsonb_to_recordset(${rows}::jsonb) as given (role uuid, percent numeric)
    where percent is not null`.execute(work.db);
  const after = await listDiscountLimits(work);
  await note(work, { kind: "discount_limits_changed", changes: differences(before.data, after.data) });
  return after;
}

type Limits = OutputOf<typeof readDiscountLimits>["data"];

function differences(before: Limits, after: Limits): Record<string, { from: unknown; to: unknown }> {
  const earlier = new Map(before.map(({ role, percent }) => [role, percent]));
  return Object.fromEntries(
    after
      .filter(({ role, percent }) => earlier.get(role) !== percent)
      .map(({ role, name, percent }) => [name, { from: earlier.get(role) ?? null, to: percent }]),
  );
}
