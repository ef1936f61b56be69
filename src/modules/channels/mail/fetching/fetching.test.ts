import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { resolveActor } from "#platform";
import { buildOrganisation, buildUser, type TestActor } from "../../../../../test/builders.ts";
import { testRuntime, type TestRuntime } from "../../../../../test/harness.ts";
import type { StoredEvent } from "#kernel/event";
import { adapterOf } from "../../adapters.ts";
import { beginConversation } from "../../conversations/beginning.ts";
import { keepSent, sentIsKept } from "../sending/keeping-sent.ts";
import { mailboxSettings } from "../../contract/mailboxes.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { add, change } from "../settings/setting-up.ts";
import { tryOut } from "../settings/trying.ts";
import { type Dovecot, openDovecot } from "../testing/dovecot.ts";
import { programOf } from "../testing/programs.ts";
import { keepCursor } from "../../connections/cursor.ts";
import { fetchNew } from "./fetching.ts";
import { openImap } from "./imap-client.ts";
import { listenToMailboxes } from "./watching.ts";

const program = programOf("dovecot");
let dovecot: Dovecot;
let runtime: TestRuntime;
let maria: TestActor;

beforeAll(async () => {
  if (program) dovecot = await openDovecot(program, "secret");
  runtime = await testRuntime({ resolveActor, settings: { egressAllow: [{ host: "127.0.0.1" }] } });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
});

afterAll(() => dovecot?.end());

test.skipIf(!program)(
  "a mail is in the inbox within two seconds, by whichever of two processes listens, once",
  async () => {
    const account = await mailbox("quick");
    const stopping = new AbortController();
    const watches = [1, 2].map(() => listenToMailboxes(runtime, stopping.signal));
    await until(async () => (await stateOf(account)).state === "working");
    const seconds: number[] = [];
    for (let at = 0; at < 3; at++) {
      await dovecot.deliver("quick", mail(`quick ${at}`));
      const began = performance.now();
      await until(async () => (await subjectsOf(account)).includes(`quick ${at}`));
      seconds.push((performance.now() - began) / 1000);
    }
    expect(Math.min(...seconds)).toBeLessThan(2);
    stopping.abort();
    await Promise.all(watches);
    expect(await subjectsOf(account)).toEqual(["quick 0", "quick 1", "quick 2"]);
    const { rows } = await sql`select 1 from channel_connections where held_by is not null`.execute(
      runtime.database,
    );
    expect(rows).toEqual([]);
  },
);

test.skipIf(!program)(
  "what lay there before is left alone; where the server numbers anew, nothing comes twice and nothing is missed",
  async () => {
    await dovecot.deliver("numbers", mail("long ago"));
    const account = await mailbox("numbers");
    expect(await fetched(account)).toBe(0);
    await dovecot.deliver("numbers", mail("first"));
    await dovecot.deliver("numbers", mail("second"));
    expect(await fetched(account)).toBe(2);
    expect(await fetched(account)).toBe(0);
    await dovecot.numberAnew("numbers");
    await dovecot.deliver("numbers", mail("third"));
    await fetched(account);
    await fetched(account);
    // The one from long ago came on the same day: the day is all that a server can be asked for.
    expect((await subjectsOf(account)).filter((subject) => subject !== "long ago")).toEqual([
      "first",
      "second",
      "third",
    ]);
  },
);

test.skipIf(!program)("a password that is taken no longer is told, and another lets it go on", async () => {
  const account = await mailbox("changed", { password: "wrong", personal: true });
  const edge = { runtime, actor: maria } as never;
  expect(await tryOut(edge, account)).toEqual({ reading: "sign_in", sending: "not_set" });
  expect(await stateOf(account)).toEqual({ state: "sign_in_again", problem: "sign_in" });
  const { rows } = await sql`select 1 from notifications where kind = 'mailbox_sign_in'`.execute(
    runtime.database,
  );
  expect(rows).toHaveLength(1);
  await runtime.run(maria, "screen", (work) => change(work, runtime, account, written("changed", "secret")));
  expect(await tryOut(edge, account)).toEqual({ reading: "well", sending: "not_set" });
  expect(await stateOf(account)).toEqual({ state: "working", problem: null });
});

test.skipIf(!program)("who sends a mailbox elsewhere has to tell its password again", async () => {
  const account = await mailbox("moved");
  const { secrets: _none, ...elsewhere } = written("moved", "secret");
  const settings = {
    ...elsewhere.settings,
    imap: { host: "evil.example", port: 143, security: "tls" as const, folder: "INBOX" },
  };
  await expect(
    runtime.run(maria, "screen", (work) =>
      change(work, runtime, account, { ...elsewhere, settings, secrets: {} }),
    ),
  ).rejects.toThrow("field_required (password)");
});

test("a server that says that a mail is small and sends one without end is left", async () => {
  const { port, asked } = await endlessServer();
  const { settings, ...rest } = written("endless", "secret", port);
  const account = (
    await runtime.run(maria, "screen", (work) => add(work, runtime, { ...rest, settings, personal: false }))
  ).id;
  await keepCursor(runtime.database, account, { uidValidity: "1", lastUid: 0, since: "2026-01-01" });
  await expect(fetched(account)).rejects.toThrow();
  expect(asked.at(-1)).toContain("BODY.PEEK[]");
});

test.skipIf(!program)(
  "what goes out lies in the folder of sent mail once, however often it is put there",
  async () => {
    const account = await mailbox("sending");
    const smtp = { host: "127.0.0.1", port: 25, security: "none" as const };
    const { settings, ...body } = written("sending", "secret");
    await runtime.run(maria, "screen", (work) =>
      change(work, runtime, account, { ...body, settings: { ...settings, smtp, keepsSent: true } }),
    );
    const { id: conversation } = await runtime.run(maria, "screen", (work) =>
      beginConversation(work, { runtime, adapterOf }, account, {
        contact: "elena@client.example",
        subject: "Offer",
        body: "Dear Elena",
        files: [],
        send_at: new Date(0).toISOString(),
      }),
    );
    await sql`update messages set state = 'sent' where conversation_id = ${conversation}`.execute(
      runtime.database,
    );
    const { rows } = await sql<{ id: string; external: string }>`
    select id, external_id as external from messages where conversation_id = ${conversation}`.execute(
      runtime.database,
    );
    const [message] = rows;
    const asked: unknown[] = [];
    const noting = {
      ...runtime,
      addJob: (name: string, payload: unknown) => Promise.resolve(void asked.push([name, payload])),
    };
    await sentIsKept.hear(noting, { records: [message?.id] } as unknown as StoredEvent);
    expect(asked).toEqual([["channels.keep_sent", { message: message?.id }]]);
    for (let time = 0; time < 2; time++) await keepSent(runtime, { message: message?.id });
    expect(await sentOf(account)).toEqual([`<${message?.external}>`]);
  },
);

async function sentOf(account: string): Promise<(string | undefined)[]> {
  const box = await mailboxOf(runtime, account);
  if (!box) throw new Error("There is no mailbox");
  const client = await openImap(runtime, box);
  await client.mailboxOpen("Sent", { readOnly: true });
  const mails = await client.fetchAll("1:*", { envelope: true });
  client.close();
  return mails.map(({ envelope }) => envelope?.messageId);
}

/** Speaks just so much IMAP that its one mail is asked for. */
async function endlessServer(): Promise<{ port: number; asked: readonly string[] }> {
  const asked: string[] = [];
  const answers: Readonly<Record<string, string>> = {
    EXAMINE: "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] is\r\n* OK [UIDNEXT 2] is\r\n",
    "UID SEARCH": "* SEARCH 1\r\n",
    "UID FETCH": "* 1 FETCH (UID 1 RFC822.SIZE 100)\r\n",
  };
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write("* OK [CAPABILITY IMAP4rev1] here\r\n");
    createInterface(socket).on("line", (line) => {
      asked.push(line);
      const [, tag = "", command = ""] = /^(\S+) ((?:UID )?\S+)/.exec(line) ?? [];
      if (line.includes("BODY")) return void socket.write("* 1 FETCH (UID 1 BODY[]<0> {1000000000}\r\n");
      socket.write(`${answers[command] ?? ""}${tag} OK done\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

function written(user: string, password: string, port = dovecot.imap) {
  return {
    name: user,
    address: `${user}@vitosha.example`,
    from_name: null,
    signature: null,
    active: true,
    settings: mailboxSettings.parse({
      imap: { host: "127.0.0.1", port, security: "none", folder: "INBOX" },
      smtp: null,
      userName: user,
      signIn: "password",
      oauth: null,
      plusAddresses: false,
      confirmation: {},
    }),
    secrets: { password },
  };
}

async function mailbox(user: string, { password = "secret", personal = false } = {}): Promise<string> {
  const body = { ...written(user, password), personal };
  return (await runtime.run(maria, "screen", (work) => add(work, runtime, body))).id;
}

async function fetched(account: string): Promise<number> {
  const box = await mailboxOf(runtime, account);
  if (!box) throw new Error("There is no mailbox");
  const client = await openImap(runtime, box);
  await client.mailboxOpen("INBOX", { readOnly: true });
  const count = await fetchNew(runtime, client, account);
  client.close();
  return count;
}

const mail = (subject: string) =>
  `From: elena@client.example\r\nTo: support@vitosha.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject.replaceAll(" ", ".")}@client>\r\n\r\nHello\r\n`;

async function subjectsOf(account: string): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select m.subject from receipts r join messages m on m.id = r.message_id where r.account_id = ${account} order by m.subject`.execute(
    runtime.database,
  );
  return rows.map(({ subject }) => subject);
}

async function stateOf(account: string): Promise<{ state: string; problem: string | null }> {
  const { rows } = await sql<{ state: string; problem: string | null }>`
    select state, problem from channel_accounts where id = ${account}`.execute(runtime.database);
  return rows[0] ?? { state: "", problem: null };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3000 && !(await holds()); tries++) await pause(10);
}
