import { type RawBuilder, type SqlBool, sql } from "kysely";
import { shown, visibleWhere, type Work } from "#records";
import { documentsOfInteractions } from "../contract/shapes.ts";
import type { TimelineScope, TimelineSelect, TimelineSource } from "./source.ts";

const interactions: TimelineSource = {
  kind: "interaction",
  selects: (work, scope) =>
    interactionScopes(scope).map((within) => ({
      from: sql`interactions i`,
      where: sql<SqlBool>`${within} and i.archived_at is null and ${visibleWhere(work, "interaction", "i")}`,
      at: sql`i.at`,
      id: sql`i.id`,
      event: sql`i.kind`,
      ...opened(work),
      title: shown(work, ["interaction", "subject", "i"], sql<string>`i.subject`),
      text: shown(work, ["interaction", "body", "i"], sql<string>`i.body`),
      party: shown(work, ["interaction", "party", "i"], sql<string>`i.party_id`),
      deal: shown(work, ["interaction", "deal", "i"], sql<string>`i.deal_id`),
      actor: shown(work, ["interaction", "agent", "i"], sql<string>`i.agent_id`),
      // The same words as the subject, and seen with it.
      details: sql`jsonb_build_object('happening', ${shown(work, ["interaction", "subject", "i"], sql`i.happening`)})
        || ${details(work, "interaction", "i", ["channel", "direction", "outcome", "duration"])}`,
    })),
};

// Of what passed with a document the document is what one wants to open.
function opened(work: Work): Pick<TimelineSelect, "object" | "record"> {
  const documents = documentsOfInteractions
    .filter((name) => work.catalogue.objects.has(name))
    .map((name) => ({
      name,
      id: shown(work, ["interaction", name, "i"], sql<string>`${sql.ref(`i.${name}_id`)}`),
    }));
  if (documents.length === 0) return { object: "interaction", record: sql`i.id` };
  const cases = documents.map(({ name, id }) => sql`when ${id} is not null then ${name}`);
  const ids = documents.map(({ id }) => sql`${id}`);
  return {
    object: sql`case ${sql.join(cases, sql` `)} else 'interaction' end`,
    record: sql`coalesce(${sql.join(ids)}, i.id)`,
  };
}

const notes: TimelineSource = {
  kind: "note",
  selects: (work, scope) => [
    {
      from: sql`notes n`,
      where: sql<SqlBool>`${within(scope, "n")} and n.archived_at is null and ${visibleWhere(work, "note", "n")}`,
      at: sql`n.created_at`,
      id: sql`n.id`,
      event: sql`'written'`,
      object: "note",
      record: sql`n.id`,
      title: sql`null::text`,
      text: shown(work, ["note", "body", "n"], sql<string>`n.body`),
      party: shown(work, ["note", "party", "n"], sql<string>`n.party_id`),
      deal: shown(work, ["note", "deal", "n"], sql<string>`n.deal_id`),
      actor: shown(work, ["note", "owner", "n"], sql<string>`coalesce(n.owner_id, n.created_by)`),
      details: details(work, "note", "n", ["pinned"]),
    },
  ],
};

// A task stands where it was done; until then, where it was planned.
const tasks: TimelineSource = {
  kind: "task",
  selects: (work, scope) => [
    {
      from: sql`tasks t`,
      where: sql<SqlBool>`${within(scope, "t")} and t.archived_at is null and ${visibleWhere(work, "task", "t")}`,
      at: sql`coalesce(t.done_at, t.created_at)`,
      id: sql`t.id`,
      event: sql`case when t.done_at is null then 'planned' else 'done' end`,
      object: "task",
      record: sql`t.id`,
      title: shown(work, ["task", "subject", "t"], sql<string>`t.subject`),
      text: shown(work, ["task", "description", "t"], sql<string>`t.description`),
      party: shown(work, ["task", "party", "t"], sql<string>`t.party_id`),
      deal: shown(work, ["task", "deal", "t"], sql<string>`t.deal_id`),
      actor: shown(work, ["task", "owner", "t"], sql<string>`t.owner_id`),
      details: sql`jsonb_build_object('task_kind', ${shown(work, ["task", "kind", "t"], sql`t.kind`)})
        || ${details(work, "task", "t", ["priority", "due_at", "done_at"])}`,
    },
  ],
};

export const ownTimelineSources: readonly TimelineSource[] = [interactions, notes, tasks];

// The facts beside the text, of which a role may hide any.
function details(work: Work, object: string, alias: string, fields: readonly string[]): RawBuilder<unknown> {
  const facts = fields.flatMap((field) => [
    sql`${field}::text`,
    shown(work, [object, field, alias], sql`${sql.ref(`${alias}.${field}`)}`),
  ]);
  return sql`jsonb_build_object(${sql.join(facts)})`;
}

/** The condition on a table that points to a party by `party_id` and to a deal by `deal_id`. */
function within(scope: TimelineScope, alias: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return "deal" in scope
    ? sql<SqlBool>`${column("deal_id")} = ${scope.deal}`
    : sql<SqlBool>`${column("party_id")} in ${partiesOf(scope)}`;
}

/** The party itself and, of a company, those who work there now. */
export function partiesOf(scope: Extract<TimelineScope, { party: unknown }>): RawBuilder<unknown> {
  return scope.company
    ? sql`(select ${scope.party}::uuid union all select id from parties where company_id = ${scope.party})`
    : sql`(${scope.party}::uuid)`;
}

// A company's interactions carry its id, so that each of the two walks an index in the order wanted.
function interactionScopes(scope: TimelineScope): RawBuilder<SqlBool>[] {
  if ("deal" in scope) return [within(scope, "i")];
  const own = sql<SqlBool>`i.party_id = ${scope.party}`;
  return scope.company
    ? [
        sql<SqlBool>`i.company_id = ${scope.party}`,
        sql<SqlBool>`${own} and i.company_id is distinct from ${scope.party}`,
      ]
    : [own];
}
