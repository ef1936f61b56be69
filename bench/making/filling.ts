import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { countryRows } from "./countries.ts";

/** How much there is to be, and by which chance. */
export interface Amounts {
  readonly scale: number;
  readonly seed: number;
  /** As many deals whatever the scale, and all that is sold with them. */
  readonly deals?: number;
}

// In this order: what is pointed to comes first.
const parts = ["chance", "staff", "customers", "deals", "interactions"] as const;

const tables = [
  "parties",
  "contact_points",
  "relations",
  "deals",
  "stage_changes",
  "deal_products",
  "deal_competitors",
  "interactions",
  "tasks",
  "notes",
];

/** Fills the database that the superuser reaches at `adminUrl`: an organisation that is set up, without a customer. */
export async function fill(adminUrl: string, amounts: Amounts): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // The rows are right by the way they are made, and indexes are built quickest when all rows are there.
    await client.query("set session_replication_role = replica; set maintenance_work_mem = '1GB'");
    const indexes = await takeDownIndexes(client);
    const selling = amounts.deals ? ["selling" as const] : [];
    for (const part of [...parts, ...selling])
      await timed(part, async () => client.query(await statementsOf(part, amounts)));
    await client.query("drop schema making cascade");
    // What is measured is not measured beside the search for duplicates among all that is there.
    await client.query("update duplicate_search set finished_at = now()");
    await timed("indexes", () => client.query(indexes.join(";\n")));
    await timed("statistics", () => client.query("vacuum (analyze)"));
  } finally {
    await client.end();
  }
}

/** Drops the indexes that no constraint needs, and answers how they are made again. */
async function takeDownIndexes(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::text[]::regclass[])
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  await client.query(rows.map(({ name }) => `drop index ${name}`).join(";\n"));
  return rows.map(({ definition }) => definition);
}

async function statementsOf(part: string, { scale, seed, deals }: Amounts): Promise<string> {
  const many = (count: number) => String(Math.max(1, Math.round(count * scale)));
  const words: Readonly<Record<string, string>> = {
    seed: String(seed),
    companies: many(100_000),
    people: many(1_000_000),
    deals: deals ? String(deals) : many(200_000),
    interactions: many(2_000_000),
    tasks: many(100_000),
    notes: many(100_000),
    countries: JSON.stringify(countryRows()),
  };
  const text = await readFile(join(import.meta.dirname, `${part}.sql`), "utf8");
  return text.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
}

async function timed(what: string, run: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stderr.write(`made ${what} in ${seconds} s\n`);
}
