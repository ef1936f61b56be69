import { sql } from "kysely";
import { AppError, type FieldError } from "#kernel/error";
import { byRule, get, update, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { StageEntry } from "../contract/deals.ts";
import { allStages, type Stage } from "../pipelines/stages.ts";
import { closingRules } from "./closing-rules.ts";
import { isEmptyValue } from "./empty-value.ts";

/** What is given along with a step, so that the deal says what the stage asks for. */
export interface Given {
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly checks?: readonly string[] | undefined;
}

interface Requirement {
  readonly id: string;
  readonly kind: "field" | "check";
  readonly field: string | null;
  readonly text: string | null;
  readonly done: boolean;
}

/**
 * Writes what is given along, and asks whether the deal now says what the stage and the `also` named fields want. Throws
 * `deal_incomplete`, which names what is missing, and the errors of changing a record. Where nothing is asked for, nothing is
 * read.
 */
export async function comeInto(
  work: Work,
  deal: string,
  stage: Stage,
  { values, checks = [] }: Given,
  also: readonly string[] = [],
): Promise<void> {
  if (values && Object.keys(values).length > 0) await update(work, "deal", deal, values);
  const asked = stage.requires ? await requirementsOf(work, deal, stage, checks) : [];
  const fields = [...asked.flatMap(({ field }) => field ?? []), ...also];
  const missing = {
    stage: { id: stage.id, name: stage.name },
    fields: await emptyOf(work, deal, fields),
    checks: asked.flatMap(({ id, kind, text, done }) => (kind === "check" && !done ? [{ id, text }] : [])),
  };
  assertNothingMissing(missing);
}

/** What a deal still lacks to come into a stage, for who is about to bring it there. Throws `not_found`, `link_not_found`. */
export async function stageEntry(work: Work, id: string, wanted: string | undefined): Promise<StageEntry> {
  const deal = await get(work, "deal", id);
  const to = wanted ?? (deal["stage"] as LinkValue | null)?.id;
  const stage = (await allStages(work)).find((one) => one.id === to);
  if (!stage) throw new AppError("link_not_found", { field: "stage" });
  const requirements = stage.requires ? await requirementsOf(work, id, stage, []) : [];
  const closing = stage.kind === "open" ? null : (await closingRules(work))[stage.kind];
  const said = (name: string) => (closing?.[name as "reason"] ? [`${stage.kind}_${name}`] : []);
  const asked = [
    ...requirements.flatMap(({ field }) => field ?? []),
    ...(closing?.competitor ? ["competitors"] : []),
    ...(closing?.fields ?? []),
  ];
  return {
    fields: [...said("reason"), ...said("comment"), ...(await emptyOf(work, id, asked))],
    checks: requirements.flatMap(({ id: check, text, done }) =>
      text !== null && !done ? [{ id: check, text }] : [],
    ),
  };
}

interface Missing {
  readonly stage: { readonly id: string; readonly name: string };
  readonly fields: readonly string[];
  readonly checks: readonly { readonly id: string; readonly text: string | null }[];
}

/** Throws `deal_incomplete` with every field and tick that is missing. */
export function assertNothingMissing(missing: Missing): void {
  const { stage, fields, checks } = missing;
  if (fields.length + checks.length === 0) return;
  const errors: FieldError[] = [
    ...fields.map((field) => ({ code: "field_required" as const, field })),
    ...checks.map(({ text }) => ({
      code: "check_required" as const,
      field: "checks",
      params: { check: text ?? "" },
    })),
  ];
  const named = [...fields, ...checks.map(({ text }) => text ?? "")].join(", ");
  throw new AppError("deal_incomplete", {
    params: { stage: stage.name, missing: named },
    errors,
    extra: { missing },
  });
}

/** What the stage asks for; what is ticked now is kept, with who and when. */
async function requirementsOf(
  work: Work,
  deal: string,
  stage: Stage,
  checks: readonly string[],
): Promise<readonly Requirement[]> {
  if (checks.length > 0)
    await sql`insert into deal_checks (deal_id, requirement_id, checked_at, checked_by)
      select ${deal}::uuid, r.id, ${work.now}::timestamptz, ${work.actor.userId}::uuid from stage_requirements r
      where r.id = any(${checks}::uuid[]) and r.stage_id = ${stage.id} and r.kind = 'check'
      on conflict do nothing`.execute(work.db);
  const { rows } = await sql<Requirement>`
    select r.id, r.kind, r.field, r.text,
      exists (select 1 from deal_checks c where c.deal_id = ${deal} and c.requirement_id = r.id) as done
    from stage_requirements r where r.stage_id = ${stage.id} and r.archived_at is null
    order by r.position, r.id`.execute(work.db);
  return rows;
}

// Whether a field says something is asked whoever moves the deal, also of fields that they do not see.
async function emptyOf(work: Work, deal: string, fields: readonly string[]): Promise<string[]> {
  const known = [...new Set(fields)].filter((name) => work.catalogue.object("deal").fields[name]);
  if (known.length === 0) return [];
  const record = await get(byRule(work), "deal", deal);
  return known.filter((name) => isEmptyValue(record[name]));
}
