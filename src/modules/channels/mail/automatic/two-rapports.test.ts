import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create } from "#records";
import { type FrontDoor, openFrontDoor } from "../../../../../test/front-door.ts";
import { adapterOf } from "../../adapters.ts";
import { sendDue } from "../../sending/outbox.ts";
import { keepMailbox } from "../connecting/stored-connection.ts";
import { sendingBy } from "../testing/sending-settings.ts";
import { takeMailIn } from "../listening/listener.ts";
import { freePort, listening } from "../testing/dovecot.ts";

/** Two companies with a Rapport each; what one sends is handed over to the other. */
interface House {
  readonly door: FrontDoor;
  readonly port: number;
  readonly address: string;
}

let houses: readonly [House, House];
const stopping = new AbortController();
const watches: Promise<void>[] = [];
const gateways: SMTPServer[] = [];

beforeAll(async () => {
  houses = await Promise.all([openHouse("support@vitosha.example"), openHouse("info@rila.example")]);
});

afterAll(async () => {
  stopping.abort();
  await Promise.all(watches);
  for (const gateway of gateways) await new Promise<void>((resolve) => gateway.close(() => resolve()));
});

test("two Rapports that confirm whatever comes stop after one confirmation: they tell each other for machines", async () => {
  const [one, other] = houses;
  await connect(one, other.port);
  await connect(other, one.port);
  await write(one, other.address, "Good morning");
  await untilQuiet();
  expect(await automaticOf(other)).toBe(1);
  expect(await automaticOf(one)).toBe(0);
});

test("where something between them takes away every mark, and what belongs together, they stop all the same within the cap", async () => {
  const [one, other] = houses;
  await connect(one, await openGateway(other.port));
  await connect(other, await openGateway(one.port));
  await write(one, other.address, "Good morning again");
  await untilQuiet();
  const [ours, theirs] = [await automaticOf(one), await automaticOf(other)];
  expect(ours).toBeGreaterThan(3);
  expect(Math.max(ours, theirs)).toBeLessThanOrEqual(10);
});

async function openHouse(address: string): Promise<House> {
  const door = await openFrontDoor();
  const port = await freePort();
  Object.assign(door.runtime.settings, {
    egressAllow: [{ host: "127.0.0.1" }],
    mailListen: { protocol: "smtp", host: "127.0.0.1", port },
  });
  await door.runtime.runAsSystem((work) =>
    create(work, "channel_account", { name: address, kind: "mailbox", address }),
  );
  watches.push(takeMailIn(door.runtime, stopping.signal));
  await listening(port);
  return { door, port, address };
}

/** Sends by the port, and confirms whatever comes for the first time. */
async function connect({ door: { runtime }, address }: House, port: number): Promise<void> {
  const settings = sendingBy(`smtp://127.0.0.1:${port}`, { confirmation: { en: "We have it." } });
  await runtime.runAsSystem(async (work) => {
    const account = await accountAt(work.db, address);
    await keepMailbox(work.db, runtime.settings.secret, { account, settings, secrets: {} });
  });
}

async function accountAt(db: FrontDoor["runtime"]["database"], address: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from channel_accounts where address = ${address}`.execute(db);
  return rows[0]?.id ?? "";
}

async function write({ door, address }: House, to: string, body: string): Promise<void> {
  const account = await accountAt(door.runtime.database, address);
  const answer = await door.ask({
    method: "POST",
    url: `/api/channel-accounts/${account}/conversations`,
    headers: { cookie: door.cookie, "sec-fetch-site": "same-origin" },
    payload: { contact: to, subject: "Hello", body },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
  await sql`update messages set send_at = now() where state = 'queued'`.execute(door.runtime.database);
}

/** Until nothing waits to be sent, to be made a message of, or to be heard of, in either house. */
async function untilQuiet(): Promise<void> {
  for (;;) {
    for (const { door } of houses) await sendDue(door.runtime, adapterOf);
    const waiting = await Promise.all(houses.map(({ door }) => waits(door)));
    if (waiting.every((one) => !one)) return;
    await pause(10);
  }
}

async function waits({ runtime: { database } }: FrontDoor): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select 1 from messages where state in ('queued', 'sending'))
      or exists (select 1 from receipts where state = 'stored')
      or exists (select 1 from event_cursors c join events e on (e.transaction, e.sequence) > (c.transaction, c.sequence)
        where c.subscriber = 'channels.receipt_is_confirmed') as waits`.execute(database);
  return rows[0]?.waits ?? false;
}

async function automaticOf({ door }: House): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messages where direction = 'out' and automatic and state = 'sent'`.execute(
    door.runtime.database,
  );
  return rows[0]?.count ?? 0;
}

/** What stands between them and hands on no more than who writes, to whom and what. */
async function openGateway(to: number): Promise<number> {
  const gateway = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, done) {
      void (async () => {
        const pieces: Buffer[] = [];
        for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece);
        const mail = Buffer.concat(pieces).toString("utf8");
        const from = /^From:.*?<?([^<>\s]+@[^<>\s]+?)>?$/im.exec(mail)?.[1] ?? "";
        const transport = createTransport({ host: "127.0.0.1", port: to, ignoreTLS: true });
        await transport.sendMail({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          subject: "Hello",
          text: mail.split("\r\n\r\n").slice(1).join("\n"),
        });
        transport.close();
      })().then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  gateways.push(gateway);
  const port = await freePort();
  await new Promise<void>((resolve) => gateway.listen(port, "127.0.0.1", resolve));
  return port;
}
