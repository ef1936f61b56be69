import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { gatherRelations } from "./merging.ts";
import { placeRelation } from "./placing.ts";

/** Who can stand in which relation: people work at companies, companies belong to companies. */
const kindsOf: Readonly<Record<string, readonly ["person" | "company", "person" | "company"]>> = {
  works_at: ["person", "company"],
  parent_company: ["company", "company"],
  household: ["person", "person"],
};

export const relationRules: ObjectRules = {
  prepare: checkEnds,
  turning: gatherRelations,
  placing: placeRelation,
};

async function checkEnds(work: Work, drafts: readonly Draft[]): Promise<void> {
  const stated = drafts.map((draft) => ({
    kind: String(valueOf(draft, "kind")),
    from: valueOf(draft, "from") as string | null,
    to: valueOf(draft, "to") as string | null,
    started: valueOf(draft, "started_on") as string | null,
    ended: valueOf(draft, "ended_on") as string | null,
  }));
  const ids = stated.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null);
  const { rows } = await sql<{ id: string; kind: string }>`
    select id, kind from parties where id = any(${ids}::uuid[])`.execute(work.db);
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
  for (const { kind, from, to, started, ended } of stated) {
    if (from === to) throw new AppError("field_invalid", { field: "to" });
    if (started && ended && ended < started) throw new AppError("field_invalid", { field: "ended_on" });
    const [left, right] = kindsOf[kind] ?? [];
    if (left && kinds.get(from ?? "") !== left) throw new AppError("field_invalid", { field: "from" });
    if (right && kinds.get(to ?? "") !== right) throw new AppError("field_invalid", { field: "to" });
  }
}
