import type pg from "pg";
import { cityNames } from "./making/countries.ts";
import { peopleAfter } from "./tasks.ts";

/** What is asked about: many of each, so that no cache answers for the database. */
export interface Samples {
  readonly people: readonly string[];
  readonly cities: readonly string[];
  /** People with at least fifty interactions. */
  readonly talkedTo: readonly string[];
  readonly pipeline: string;
  readonly stages: readonly string[];
  /** Deals that the member may change. */
  readonly ownDeals: readonly string[];
  /** Cursors of pages around depth 100,000, or a tenth of the people where there are fewer than a million. */
  readonly deepCursors: readonly string[];
}

type Ask = (path: string) => Promise<unknown>;

/** Chooses samples from the database and, for the cursors, by walking there through the API. */
export async function takeSamples(pool: pg.Pool, member: string, ask: Ask): Promise<Samples> {
  const ids = async (statement: string, values: unknown[] = []) =>
    (await pool.query<{ id: string }>(statement, values)).rows.map((row) => row.id);
  const [pipeline = ""] = await ids("select id from pipelines");
  return {
    people: await ids("select id from parties where kind = 'person' order by md5(id::text) limit 5000"),
    cities: cityNames(),
    talkedTo: await ids(
      `select party_id as id from interactions group by 1 having count(*) >= 50 order by md5(party_id::text) limit 1000`,
    ),
    pipeline,
    stages: await ids("select id from stages order by position"),
    ownDeals: await ids("select id from deals where owner_id = $1 order by md5(id::text) limit 5000", [
      member,
    ]),
    deepCursors: await walk(ask, await depthOf(pool)),
  };
}

async function depthOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ people: number }>(
    "select count(*)::int as people from parties where kind = 'person'",
  );
  return Math.min(100_000, Math.floor((rows[0]?.people ?? 0) / 10));
}

async function walk(ask: Ask, depth: number): Promise<readonly string[]> {
  const page = 200;
  let cursor: string | null = null;
  const after = async (limit: number) =>
    ((await ask(peopleAfter(cursor, limit).path)) as { next: string | null }).next;
  for (let walked = 0; walked < depth; walked += page) cursor = await after(page);
  const cursors: string[] = [];
  for (let pages = 0; pages < 20 && cursor; pages++) {
    cursors.push(cursor);
    cursor = await after(50);
  }
  return cursors;
}
