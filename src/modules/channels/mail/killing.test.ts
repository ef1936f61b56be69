import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { create } from "#records";
import { buildOrganisation, buildUser } from "../../../../test/builders.ts";
import { testRuntime, type TestRuntime } from "../../../../test/harness.ts";
import { mailTaker } from "../../../../test/mail-taking.ts";
import type { Arrival } from "../taking-in/receipts.ts";

let runtime: TestRuntime;
let folder: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  folder = await mkdtemp(join(tmpdir(), "rapport-mails-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const lines = (text: string) => text.replaceAll("\n", "\r\n");

/** What a mail can be, each time another one. */
const kinds: Readonly<Record<string, (number: number) => string>> = {
  "of a stranger": (number) =>
    lines(`From: Stranger ${number} <stranger${number}@else.example>
To: support@vitosha.example
Subject: New ${number}
Message-ID: <new${number}@client>

Do you deliver?
`),
  "that answers another": (number) =>
    lines(`From: Elena <elena@client.example>
To: support@vitosha.example
Subject: Re: Order
Message-ID: <answer${number}@client>
In-Reply-To: <answer${number - 1}@client>

Once more.
`),
  "with a file": (number) =>
    lines(`From: Elena <elena@client.example>
To: support@vitosha.example
Subject: With a file
Message-ID: <file${number}@client>
Content-Type: multipart/mixed; boundary=b

--b

See below.
--b
Content-Type: text/plain; name=note.txt
Content-Disposition: attachment; filename=note.txt

A note.
--b--
`),
  "of a machine": (number) =>
    lines(`From: Mail Delivery System <mailer-daemon@client.example>
To: support@vitosha.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce${number}@client>
Auto-Submitted: auto-replied

<gone@client.example>: 550 5.1.1 no such user
`),
  "that is none": (number) => `\r\n${number}`,
};

const all = new URL("../../../../../shared/data/mail/", import.meta.url).pathname;
const isThere = existsSync(all);
/** The long run: kills wherever it happens to be, many of them. */
const isLong = process.env.RAPPORT_LONG_KILLS === "1";
const killsEachTime = 40;
/** What is there already takes a statement a mail: so each process gets some thirty mails further before it is killed. */
const mostStatements = 1200;
if (!isThere) console.info(`The real mails are not at ${all}: taking them in is not tried here.`);

test("a mail with a file whose process is killed is one message with one file", {
  timeout: 300_000,
}, async () => {
  const mails = join(folder, "one");
  mkdirSync(mails);
  writeFileSync(join(mails, "one.eml"), kinds["with a file"]?.(0) ?? "");
  const account = await mailbox("one");
  // In the midst of its message.
  await takeIn(account, mails, 16);
  await takeIn(account, mails);
  expect(await whatIsThere(account)).toEqual({ ...nothing, settled: 1, messages: 1, files: 1 });
});

test.for(Object.entries(kinds))(
  "a mail %s, cut off before any of its statements, is there once",
  async ([kind, mailOf]) => {
    const account = await mailbox(kind, kind === "of a stranger" ? "lead" : "wait");
    let cut = 0;
    for (let isOver = false; !isOver; ) {
      const before = ++cut;
      const arrivals = [{ sourceId: `1/${before}`, raw: Buffer.from(mailOf(before)) }];
      isOver = await takeUntil(before, account, arrivals);
      await takeUntil(Number.POSITIVE_INFINITY, account, arrivals);
    }
    // The last was not cut off any more.
    expect(cut).toBeGreaterThan(5);
    const isMail = kind !== "that is none";
    expect(await whatIsThere(account)).toEqual({
      ...nothing,
      settled: isMail ? cut : 0,
      messages: isMail ? cut : 0,
      unreadable: isMail ? 0 : cut,
      files: kind === "with a file" ? cut : 0,
      leads: kind === "of a stranger" ? cut : 0,
    });
  },
);

test.skipIf(!isThere)(
  "all real mails, taken in three times over and killed on the way, are there once each; what cannot be read is kept as it came",
  { timeout: isLong ? 3_600_000 : 600_000 },
  async () => {
    const account = await mailbox("all");
    const count = readdirSync(all, { recursive: true }).filter((name) =>
      String(name).endsWith(".eml"),
    ).length;
    const kills = isLong ? await takeAllInWithKills(account) : [2003];
    if (!isLong) for (const statement of [2003, 0, 0]) await takeIn(account, all, statement);
    const there = await whatIsThere(account);
    console.info(`${count} mails three times over, ${kills.length} kills: ${JSON.stringify(there)}`);
    expect(count).toBeGreaterThan(500);
    expect(there).toMatchObject({ stored: 0, twice: 0, other: 0 });
    expect(there.settled + there.unreadable).toBe(count);
    expect(there.messages).toBe(there.settled);
  },
);

/** Three times over, each until it came to its end; before that killed wherever it was, many times. Answers before which statements. */
async function takeAllInWithKills(account: string): Promise<number[]> {
  const kills: number[] = [];
  for (let time = 0; time < 3; time++) {
    for (let kill = 0; kill < killsEachTime; kill++) {
      const statement = randomInt(2, mostStatements);
      if (!(await takeIn(account, all, statement, { mayEnd: true }))) kills.push(statement);
    }
    await takeIn(account, all);
  }
  return kills;
}

/** Takes mails in and dies before a statement; answers whether it came to its end. */
async function takeUntil(before: number, account: string, arrivals: readonly Arrival[]): Promise<boolean> {
  let died = false;
  const die = () => {
    died = true;
  };
  const taker = mailTaker(runtime.url, runtime.settings.dataFolder, { before, die });
  try {
    await taker.take(account, arrivals);
  } catch (error) {
    if (!died) throw error;
  } finally {
    await taker.close();
  }
  return !died;
}

async function mailbox(name: string, unknown = "wait"): Promise<string> {
  const maria = await buildUser(runtime.database, { name: `Maria of ${name}` });
  return (
    await runtime.run(maria, "screen", (work) =>
      create(work, "channel_account", {
        name,
        kind: "mailbox",
        address: `${name.replaceAll(" ", ".")}@vitosha.example`,
        unknown,
      }),
    )
  ).id;
}

/** A process of its own, killed before a statement where one is told. Answers whether it came to its end. */
async function takeIn(
  account: string,
  mails: string,
  statement = 0,
  { mayEnd = false }: { mayEnd?: boolean } = {},
): Promise<boolean> {
  const { url } = runtime;
  const program = new URL("../../../../test/mail-taking-process.ts", import.meta.url).pathname;
  const words = [program, url, runtime.settings.dataFolder, account, mails, String(statement)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"] });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  const hasEnded = statement === 0 || (mayEnd && code === 0);
  expect([code, signal]).toEqual(hasEnded ? [0, null] : [null, "SIGKILL"]);
  return hasEnded;
}

const nothing = {
  settled: 0,
  stored: 0,
  unreadable: 0,
  other: 0,
  messages: 0,
  files: 0,
  leads: 0,
  twice: 0,
};

async function whatIsThere(account: string) {
  const { rows } = await sql<typeof nothing>`
    select count(*) filter (where r.state = 'settled')::int as settled, count(*) filter (where r.state = 'stored')::int as stored,
      count(*) filter (where r.state = 'unreadable' and r.raw is not null)::int as unreadable,
      count(*) filter (where r.state not in ('settled', 'stored', 'unreadable'))::int as other,
      (select count(*)::int from messages m join conversations c on c.id = m.conversation_id where c.account_id = ${account}) as messages,
      (select count(*)::int from message_files f join messages m on m.id = f.message_id
        join conversations c on c.id = m.conversation_id where c.account_id = ${account}) as files,
      (select count(distinct c.party_id)::int from conversations c where c.account_id = ${account}) as leads,
      (count(r.message_id) - count(distinct r.message_id))::int as twice
    from receipts r where r.account_id = ${account}`.execute(runtime.database);
  const [row] = rows;
  if (!row) throw new Error("Nothing was counted");
  return row;
}
