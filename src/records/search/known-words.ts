import { type RawBuilder, sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import type { CatalogueObject } from "../catalogue.ts";
import type { Runtime, Subscription } from "../module.ts";
import type { Work } from "../work.ts";
import { isSearched, placesOf, type SearchPlace } from "./search-places.ts";

/** Keeps the words of names and titles, so that what is typed wrong has something to be near to. */
export const learnWords: Subscription = {
  name: "records.learn_words",
  events: ["records.created", "records.changed", "records.restored"],
  hear: (runtime, event) => learnFrom(runtime, [event]),
  hearAll: learnFrom,
};

async function learnFrom(runtime: Runtime, events: readonly StoredEvent[]): Promise<void> {
  const spoken = events.filter((event) => mayBringWords(runtime.catalogue.objects.get(event.object), event));
  if (spoken.length === 0) return;
  await runtime.runAsSystem(async (work) => {
    for (const [name, some] of Map.groupBy(spoken, (event) => event.object))
      await learn(work, work.catalogue.object(name), [...new Set(some.flatMap((event) => event.records))]);
  });
}

function mayBringWords(object: CatalogueObject | undefined, { payload }: StoredEvent): boolean {
  if (!object || !isSearched(object)) return false;
  const changed = payload?.["fields"];
  return !Array.isArray(changed) || changed.some((name) => object.fields[name]?.searched);
}

async function learn(work: Work, object: CatalogueObject, ids: readonly string[]): Promise<void> {
  const standing = standingWords(work, object, sql`where t.id = any(${ids}::uuid[])`);
  if (!standing) return;
  // In their order, so that two who learn the same words at once do not wait for each other.
  await sql`insert into known_words (word) select word from (${standing}) as standing order by word on conflict do nothing`.execute(
    work.db,
  );
}

const chunk = 10_000;

/**
 * Learns the words that came in past the engine, and forgets those that stand nowhere any more. Reads every name there
 * is, part by part so that no transaction lasts; what a sweep that was cut off did not meet is forgotten by the next.
 */
export async function sweepWords(
  runtime: Runtime,
  _payload?: unknown,
  stopping?: AbortSignal,
): Promise<void> {
  const began = await runtime.runAsSystem(today);
  for (const { name } of await runtime.runAsSystem(async (work) => searchedTables(work))) {
    for (let after: string | null = null; ; ) {
      if (stopping?.aborted) return;
      const last: string | null = await runtime.runAsSystem((work) =>
        meet(work, work.catalogue.object(name), after),
      );
      if (last === null) break;
      after = last;
    }
  }
  await runtime.runAsSystem((work) =>
    sql`delete from known_words where met_on < ${began}::date`.execute(work.db),
  );
}

async function today(work: Work): Promise<string> {
  const { rows } = await sql<{ today: string }>`select current_date::text as today`.execute(work.db);
  return rows[0]?.today ?? "";
}

/** Meets the words of the records after the id, as many as make a part; answers the last, or null at the end. */
async function meet(work: Work, object: CatalogueObject, after: string | null): Promise<string | null> {
  const table = sql.table(object.table);
  const further = after === null ? sql`` : sql`where id > ${after}::uuid`;
  const { rows } = await sql<{ last: string | null }>`
    select (array_agg(id order by id desc))[1] as last from (select id from ${table} ${further} order by id limit ${chunk}) as part`.execute(
    work.db,
  );
  const last = rows[0]?.last ?? null;
  if (last === null) return null;
  const from = after === null ? sql`` : sql`and t.id > ${after}::uuid`;
  const standing = standingWords(work, object, sql`where t.id <= ${last}::uuid ${from}`);
  if (standing)
    await sql`insert into known_words (word) select word from (${standing}) as standing order by word
      on conflict (word) do update set met_on = current_date where known_words.met_on < current_date`.execute(
      work.db,
    );
  return last;
}

// Of the faces of a table each once: the wide object has the marks of all, but not the fields of one face alone.
function searchedTables(work: Work): CatalogueObject[] {
  return [...work.catalogue.objects.values()].filter(
    (object) => object.faces.length === 0 && isSearched(object),
  );
}

// Addresses and numbers are no words one could be near to.
function isLearned(object: CatalogueObject, { field, kind }: SearchPlace): boolean {
  const type = object.fields[field]?.type;
  return kind === "title" || (kind === "words" && (type === "text" || type === "person_name"));
}

function standingWords(
  work: Work,
  object: CatalogueObject,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> | undefined {
  const places = placesOf(work, object).filter((place) => isLearned(object, place));
  const marks = places.flatMap((place) => place.marks);
  if (marks.length === 0) return undefined;
  const words = [
    ...(places.some(({ own }) => !own) ? [sql`t.search_words`] : []),
    ...places.filter(({ own }) => own).map(({ column }) => sql`search_words('x', ${sql.ref(`t.${column}`)})`),
  ];
  const lexemes = words.map(
    (vector) =>
      sql`select distinct unnest(tsvector_to_array(${vector})) as lexeme from ${sql.table(object.table)} as t ${where}`,
  );
  // Each lexeme once before it is taken apart: a name stands in thousands of records.
  return sql`select distinct substr(lexeme, length(mark) + 2) as word
    from (${sql.join(lexemes, sql` union `)}) as standing
    join unnest(${marks}::text[]) as mark on starts_with(lexeme, mark) and substr(lexeme, length(mark) + 1, 1) in ('=', '^')
    where substr(lexeme, length(mark) + 2) ~ '^[^0-9]{3,30}$'`;
}
