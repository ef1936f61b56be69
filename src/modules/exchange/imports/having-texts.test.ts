import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { overhear } from "../../../../bench/overhearing.ts";
import { databaseUrl } from "../../../../test/database-server.ts";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { system } from "../../../server/runtime.ts";
import { havingTexts } from "./having-texts.ts";

let door: FrontDoor;
let admin: pg.Client;

beforeAll(async () => {
  door = await openFrontDoor();
  const { adminUrl } = inject("testServer");
  admin = new pg.Client({
    connectionString: databaseUrl(adminUrl, new URL(door.databaseUrl).pathname.slice(1)),
  });
  await admin.connect();
});

afterAll(() => admin.end());

interface Node {
  readonly "Node Type": string;
  readonly "Index Cond"?: string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Node[];
}

/** What is read from end to end: a table, or an index in which nothing is looked for. */
function readWhole(node: Node): string[] {
  const name = node["Index Name"] ?? (node["Node Type"] === "Seq Scan" ? node["Relation Name"] : undefined);
  return [...(name && !node["Index Cond"] ? [name] : []), ...(node.Plans ?? []).flatMap(readWhole)];
}

test("texts are looked for by their index in a table that grew before anything was known of it", async () => {
  await admin.query(`insert into parties (kind, name, given_name, family_name, email)
    select 'person', 'Ana ' || i, 'Ana', i::text, 'Ana.' || i || '@example.com' from generate_series(1, 3000) as i`);
  await admin.query(`delete from pg_statistic s using pg_index i
    where i.indrelid = 'parties'::regclass and s.starelid in (i.indrelid, i.indexrelid)`);
  const texts = Array.from({ length: 500 }, (_, at) => `ana.${at * 10}@example.com`);
  const hear = overhear(door.pool);
  let found: readonly { readonly text: string }[] = [];
  const heard = await hear(async () => {
    found = await door.runtime.run(system, "import", (work) =>
      havingTexts(work, work.catalogue.object("person"), "email", texts),
    );
  });
  expect(found).toHaveLength(300);
  const asking = heard.filter(({ text }) => text.includes('"parties"'));
  expect(asking).toHaveLength(1);
  for (const { text, values } of asking) {
    const { rows } = await admin.query(`explain (format json) ${text}`, [...values]);
    expect(readWhole(rows[0]["QUERY PLAN"][0].Plan), text).toEqual([]);
  }
});
