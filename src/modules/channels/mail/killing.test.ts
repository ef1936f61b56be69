import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { resolveActor } from "#platform";
import { create } from "#records";
import { buildOrganisation, buildUser } from "../../../../test/builders.ts";
import { databaseUrl } from "../../../../test/database-server.ts";
import { testRuntime, type TestRuntime } from "../../../../test/harness.ts";

let runtime: TestRuntime;
let folder: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  folder = await mkdtemp(join(tmpdir(), "rapport-mails-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const all = new URL("../../../../../shared/data/mail/", import.meta.url).pathname;
const isThere = existsSync(all);
if (!isThere) console.info(`The real mails are not at ${all}: taking them in is not tried here.`);

test("one mail with a file, killed between its steps in turn, is one message with one file", {
  timeout: 300_000,
}, async () => {
  const mails = join(folder, "one");
  mkdirSync(mails);
  writeFileSync(join(mails, "one.eml"), withFile);
  const account = await mailbox("one");
  // Before it is written down, between that and its file, and in the midst of its message.
  for (const statement of [6, 10, 16]) await takeIn(account, mails, statement);
  await takeIn(account, mails);
  expect(await whatIsThere(account)).toEqual({
    settled: 1,
    messages: 1,
    stored: 0,
    unreadable: 0,
    other: 0,
    twice: 0,
  });
  const { rows } = await sql`select 1 from message_files`.execute(runtime.database);
  expect(rows).toHaveLength(1);
});

test.skipIf(!isThere)(
  "all real mails, taken in three times over and killed on the way, are there once each; what cannot be read is kept as it came",
  { timeout: 600_000 },
  async () => {
    const account = await mailbox("all");
    const count = readdirSync(all, { recursive: true }).filter((name) =>
      String(name).endsWith(".eml"),
    ).length;
    for (const statement of [2003, 0, 0]) await takeIn(account, all, statement);
    const there = await whatIsThere(account);
    expect(count).toBeGreaterThan(500);
    expect(there).toMatchObject({ stored: 0, twice: 0, other: 0 });
    expect(there.settled + there.unreadable).toBe(count);
    expect(there.messages).toBe(there.settled);
  },
);

const withFile = `From: Elena <elena@client.example>
To: support@vitosha.example
Subject: With a file
Message-ID: <file@client>
Content-Type: multipart/mixed; boundary=b

--b

See below.
--b
Content-Type: text/plain; name=note.txt
Content-Disposition: attachment; filename=note.txt

A note.
--b--
`.replaceAll("\n", "\r\n");

async function mailbox(name: string): Promise<string> {
  const maria = await buildUser(runtime.database, { name: `Maria of ${name}` });
  return (
    await runtime.run(maria, "screen", (work) =>
      create(work, "channel_account", { name, kind: "mailbox", address: `${name}@vitosha.example` }),
    )
  ).id;
}

async function takeIn(account: string, mails: string, statement = 0): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(runtime.database);
  const url = databaseUrl(inject("testServer").templateUrl, rows[0]?.name ?? "");
  const program = new URL("../../../../test/mail-taking-process.ts", import.meta.url).pathname;
  const words = [program, url, runtime.settings.dataFolder, account, mails, String(statement)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"] });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect([code, signal]).toEqual(statement > 0 ? [null, "SIGKILL"] : [0, null]);
}

async function whatIsThere(account: string) {
  const { rows } = await sql<
    Record<"settled" | "stored" | "unreadable" | "other" | "messages" | "twice", number>
  >`
    select count(*) filter (where r.state = 'settled')::int as settled, count(*) filter (where r.state = 'stored')::int as stored,
      count(*) filter (where r.state = 'unreadable' and r.raw is not null)::int as unreadable,
      count(*) filter (where r.state not in ('settled', 'stored', 'unreadable'))::int as other,
      (select count(*)::int from messages m join conversations c on c.id = m.conversation_id where c.account_id = ${account}) as messages,
      (count(r.message_id) - count(distinct r.message_id))::int as twice
    from receipts r where r.account_id = ${account}`.execute(runtime.database);
  const [row] = rows;
  if (!row) throw new Error("Nothing was counted");
  return row;
}
