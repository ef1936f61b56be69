import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { notify, usersPermitted } from "#platform";
import { businessDay, type Work } from "#records";
import { dayAfter } from "./periods.ts";

/** Whether what went wrong lies in what is invoiced, and not in the house: a rule or a constraint refused it. */
export function isOfItself(problem: unknown): boolean {
  if (problem instanceof AppError) return true;
  const { code } = problem as { readonly code?: unknown };
  // Data exceptions and integrity constraints of PostgreSQL.
  return typeof code === "string" && /^2[23][0-9A-Z]{3}$/.test(code);
}

/** Leaves a subscription that cannot be invoiced until tomorrow, and tells whoever keeps it, once for each period. */
export async function setAside(work: Work, id: string, problem: unknown): Promise<void> {
  const until = dayAfter(businessDay(work));
  const { rows } = await sql<{ number: string; owner: string | null; next: string }>`
    update subscriptions set set_aside_until = ${until}::date where id = ${id}
    returning number, owner_id as owner, next_invoice_on::text as next`.execute(work.db);
  const [one] = rows;
  if (!one) return;
  const told = one.owner ? [one.owner] : await usersPermitted(work, "subscriptions:manage");
  await notify(work, told, "subscription_not_invoiced", {
    object: "subscription",
    id,
    params: { title: one.number, reason: problem instanceof AppError ? problem.code : "other" },
    once: `subscription not invoiced ${id} ${one.next}`,
  });
}
