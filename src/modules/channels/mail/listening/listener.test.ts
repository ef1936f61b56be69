import { existsSync } from "node:fs";
import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { create } from "#records";
import { buildOrganisation, buildUser } from "../../../../../test/builders.ts";
import { testRuntime, type TestRuntime } from "../../../../../test/harness.ts";
import { freePort, listening } from "../testing/dovecot.ts";
import { openPostfix } from "../testing/postfix.ts";
import { programOf } from "../testing/programs.ts";
import { largestMail } from "../reading/parsing.ts";
import { add, change } from "../settings/setting-up.ts";
import { mailboxSettings } from "../../contract/mailboxes.ts";
import { takeMailIn } from "./listener.ts";

let runtime: TestRuntime;
let port: number;
const stopping = new AbortController();
let watch: Promise<void>;

beforeAll(async () => {
  port = await freePort();
  runtime = await testRuntime({
    resolveActor,
    settings: { mailListen: { protocol: "lmtp", host: "127.0.0.1", port } },
  });
  await buildOrganisation(runtime.database);
  const maria = await buildUser(runtime.database);
  for (const name of ["support", "sales"])
    await runtime.run(maria, "screen", (work) =>
      create(work, "channel_account", { name, kind: "mailbox", address: `${name}@vitosha.example` }),
    );
  watch = takeMailIn(runtime, stopping.signal);
  await listening(port);
});

afterAll(async () => {
  stopping.abort();
  await watch;
});

test("a mail server hands mail over for our mailboxes alone, and what it brings twice is here once", async () => {
  const raw = mail("Handed over", "once");
  await deliver(["support@vitosha.example", "support+reply-x@vitosha.example", "sales@vitosha.example"], raw);
  await deliver(["support@vitosha.example"], raw);
  await expect(deliver(["stranger@vitosha.example"], raw)).rejects.toMatchObject({ responseCode: 550 });
  const kept = await receipts("once");
  expect(kept.map(({ name }) => name)).toEqual(["sales", "support"]);
  // Nobody learns who else got it.
  expect(kept[0]?.raw).not.toContain("Delivered-To: support");
});

test("who answers customers takes no mail of others by a mailbox of their own", async () => {
  const channel = { read: "all", create: false, change: "none", delete: "none", export: false, bulk: false };
  const rights = {
    permissions: ["conversations:answer"],
    objects: { channel_account: channel, user: channel },
  } as never;
  const eve = await buildUser(runtime.database, { name: "Eve", rights });
  await sql`update users set email = 'eve@vitosha.example' where id = ${eve.userId}`.execute(
    runtime.database,
  );
  const adds = (address: string, name = "Mine") =>
    runtime.run(eve, "screen", (work) => add(work, runtime, { ...own, name, address, personal: true }));
  await expect(adds("boss@vitosha.example")).rejects.toMatchObject({ code: "not_allowed" });
  const { id } = await adds("eve@vitosha.example");
  const moves = (address: string) =>
    runtime.run(eve, "screen", (work) => change(work, runtime, id, { ...own, address }));
  await expect(moves("boss@vitosha.example")).rejects.toMatchObject({ code: "not_allowed" });
  await moves("EVE@vitosha.example");
  await deliver(["eve@vitosha.example"], mail("For Eve", "eve"));
  expect((await receipts("eve")).map(({ name }) => name)).toEqual(["Mine"]);
  // Nobody else has it either, and what was set up before is handed nothing.
  await expect(adds("eve@vitosha.example", "Twice")).rejects.toMatchObject({
    code: "23505",
    constraint: "channel_accounts_mailbox",
  });
  await sql`update channel_accounts set address = 'boss@vitosha.example' where id = ${id}`.execute(
    runtime.database,
  );
  await expect(deliver(["boss@vitosha.example"], mail("Boss", "boss"))).rejects.toMatchObject({
    responseCode: 550,
  });
});

const own = {
  name: "Mine",
  from_name: null,
  signature: null,
  active: true,
  settings: mailboxSettings.parse({
    imap: null,
    smtp: null,
    userName: "",
    signIn: "none",
    oauth: null,
    plusAddresses: false,
    confirmation: {},
  }),
  secrets: {},
};

test("what is too large is refused as it is told, and where nothing can be written down the other side comes again", async () => {
  const large = Buffer.concat([Buffer.from(mail("Large", "large")), Buffer.alloc(largestMail, "x")]);
  await expect(deliver(["support@vitosha.example"], large)).rejects.toMatchObject({ responseCode: 552 });
  await sql`alter table receipts rename to receipts_away`.execute(runtime.database);
  const answer = deliver(["support@vitosha.example"], mail("Later", "later")).catch(
    (error: unknown) => error,
  );
  const refused = await answer;
  await sql`alter table receipts_away rename to receipts`.execute(runtime.database);
  expect(refused).toMatchObject({ responseCode: 451 });
  await deliver(["support@vitosha.example"], mail("Later", "later"));
  expect(await receipts("later")).toHaveLength(1);
});

const postfix = programOf("postfix");

test.skipIf(!postfix || !existsSync("/usr/lib/postfix/sbin/master"))(
  "a real Postfix hands over what it is sent",
  async () => {
    const peer = await openPostfix({ domain: "vitosha.example", lmtp: port });
    try {
      const transport = createTransport({ host: "127.0.0.1", port: peer.port, ignoreTLS: true });
      await transport.sendMail({
        from: "elena@client.example",
        to: "support@vitosha.example",
        subject: "By Postfix",
        text: "Where is my order?",
        messageId: "<postfix@client>",
      });
      await expect.poll(async () => (await receipts("postfix")).length, { timeout: 60_000 }).toBe(1);
    } finally {
      await peer.end();
    }
  },
);

async function deliver(to: readonly string[], raw: string | Buffer): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, lmtp: true, ignoreTLS: true } as object);
  try {
    const sent = await transport.sendMail({ envelope: { from: "elena@client.example", to: [...to] }, raw });
    // Each recipient has an answer of its own.
    const [refused] = (sent as { rejectedErrors?: Error[] }).rejectedErrors ?? [];
    if (refused) throw refused;
  } finally {
    transport.close();
  }
}

const mail = (subject: string, id: string) =>
  `From: elena@client.example\r\nTo: support@vitosha.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}@client>\r\n\r\nHello\r\n`;

async function receipts(id: string): Promise<{ name: string; raw: string }[]> {
  const { rows } = await sql<{ name: string; raw: string }>`
    select a.name, convert_from(r.raw, 'UTF8') as raw from receipts r join channel_accounts a on a.id = r.account_id
    where position(${`<${id}@client>`}::bytea in r.raw) > 0 order by a.name`.execute(runtime.database);
  return rows;
}
