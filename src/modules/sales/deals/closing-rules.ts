import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import type { ClosingRules } from "../contract/deals.ts";

/** Why a deal was lost is always asked; the rest is as the organisation wants it. */
export const usualClosingRules: ClosingRules = {
  won: { reason: false, comment: false, competitor: false, fields: [] },
  lost: { reason: true, comment: false, competitor: false, fields: [] },
};

export async function closingRules(work: Work): Promise<ClosingRules> {
  const { rows } = await sql<{ set: ClosingRules | null }>`
    select settings -> 'closing' as set from organisation`.execute(work.db);
  return rows[0]?.set ?? usualClosingRules;
}

/** Throws `field_unknown` or `field_invalid` for a field that nobody can fill in. */
export async function changeClosingRules(work: Work, rules: ClosingRules): Promise<ClosingRules> {
  for (const name of [...rules.won.fields, ...rules.lost.fields]) assertCanBeAsked(work, name);
  await sql`select 1 from organisation for update`.execute(work.db);
  const before = await closingRules(work);
  const after = { won: rules.won, lost: { ...rules.lost, reason: true } };
  await sql`update organisation set settings = settings || ${JSON.stringify({ closing: after })}::jsonb`.execute(
    work.db,
  );
  const changes = (["won", "lost"] as const)
    .map((outcome) => [outcome, { from: inWords(before[outcome]), to: inWords(after[outcome]) }] as const)
    .filter(([, { from, to }]) => from !== to);
  await note(work, { kind: "closing_rules_changed", changes: Object.fromEntries(changes) });
  return after;
}

/** Throws where a field of deals cannot be asked for. */
export function assertCanBeAsked(work: Work, name: string): void {
  const { fields } = work.catalogue.object("deal");
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw new AppError("field_unknown", { field: name });
  if (field.readOnly || field.governedBy) throw new AppError("field_invalid", { field: name });
}

function inWords({ reason, comment, competitor, fields }: ClosingRules["won"]): string {
  const told = Object.entries({ reason, comment, competitor }).flatMap(([name, asked]) =>
    asked ? [name] : [],
  );
  return [...told, ...fields].join(", ");
}
