import { sql } from "kysely";
import type { Draft, ObjectRules, Work } from "#records";

/**
 * An interaction stays with the company where the person worked at that time, so that a company's
 * timeline does not change when somebody changes jobs.
 */
export const interactionRules: ObjectRules = {
  async prepare(work: Work, drafts: readonly Draft[]): Promise<void> {
    const fresh = drafts.filter(({ before }) => !before);
    const parties = fresh.map(({ values }) => values["party"]).filter(Boolean);
    const { rows } = await sql<{ id: string; company: string | null }>`
      select id, case kind when 'company' then id else company_id end as company
      from parties where id = any(${parties}::uuid[])`.execute(work.db);
    const companies = new Map(rows.map(({ id, company }) => [id, company]));
    for (const { values } of fresh) {
      values["company"] ??= companies.get(String(values["party"])) ?? null;
      // An import and a rule say whose it was; what a customer wrote was nobody's of ours.
      if (work.source !== "import" && work.source !== "rule") values["agent"] ??= work.actor.userId;
    }
  },
};
