import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createTransport } from "nodemailer";
import { create } from "#records";
import { setUpWhereNone } from "../src/server/command-line/set-up.ts";
import { openProduct, type Product } from "../src/server/product.ts";
import { system } from "../src/server/runtime.ts";
import { readSettings } from "../src/server/settings.ts";
import { databaseProcessorSeconds } from "./processes.ts";

// Takes mail in by LMTP at a steady pace: `RAPPORT_DATA=folder node bench/taking-mail-in.ts 200 60` (mails a second, seconds).
const port = 24_024;
const [pace = 200, seconds = 60] = process.argv.slice(2).map(Number);

if (process.send) await send();
else await measure();

/** A mail server of others: ten connections, each mail when its moment has come. */
async function send(): Promise<void> {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    lmtp: true,
    ignoreTLS: true,
    pool: true,
    maxConnections: 10,
    maxMessages: Number.POSITIVE_INFINITY,
  } as object);
  const began = performance.now();
  const run = Date.now();
  const under: Promise<unknown>[] = [];
  for (let at = 0; at < pace * seconds; at++) {
    await pause(Math.max(0, began + (at * 1000) / pace - performance.now()));
    under.push(
      transport.sendMail({
        envelope: { from: `customer${at % 5000}@client.example`, to: "support@bench.example" },
        raw: mail(run, at),
      }),
    );
  }
  await Promise.all(under);
  transport.close();
  process.send?.((performance.now() - began) / 1000);
  process.disconnect();
}

// One in three answers an earlier one; a text as long as people write.
function mail(run: number, at: number): string {
  const answered = at % 3 === 2 ? `In-Reply-To: <${run}.${at - 2}@client.example>\r\n` : "";
  const lines = Array.from(
    { length: 12 },
    (_, line) => `Line ${line} of mail ${at}: where is the order that we wrote of?`,
  );
  return `From: Customer <customer${at % 5000}@client.example>\r\nTo: support@bench.example\r\nSubject: Order ${at}\r\nMessage-ID: <${run}.${at}@client.example>\r\n${answered}\r\n${lines.join("\r\n")}\r\n`;
}

async function measure(): Promise<void> {
  const settings = await readSettings({ ...process.env, RAPPORT_MAIL_LISTEN: `lmtp://127.0.0.1:${port}` });
  await mkdir(settings.dataFolder, { recursive: true });
  const product = await openProduct(settings, "command");
  const stopping = new AbortController();
  try {
    const account = await mailboxOf(product);
    const channels = product.modules.find(({ name }) => name === "channels");
    const watch = channels?.watches?.["channels.take_mail_in"]?.(product.runtime, stopping.signal);
    await pause(500);
    const [processor, database] = [process.cpuUsage(), databaseProcessorSeconds(settings.dataFolder)];
    const began = performance.now();
    const client = fork(import.meta.filename, [String(pace), String(seconds)]);
    const [sent] = (await once(client, "message")) as [number];
    const left = await waiting(product, account);
    while ((await waiting(product, account)) > 0) await pause(50);
    const whole = (performance.now() - began) / 1000;
    const { user, system: kernel } = process.cpuUsage(processor);
    const { p50, p99, count } = await delays(product, account);
    console.info(
      `${count} mails: handed over in ${sent.toFixed(1)} s (${Math.round(count / sent)} a second), ${left} not yet in the inbox then, all after ${whole.toFixed(1)} s; ` +
        `from handed over to in the inbox ${p50} ms in the middle, ${p99} ms at p99; ${((user + kernel) / 1e6).toFixed(1)} s of the processor and ` +
        `${(databaseProcessorSeconds(settings.dataFolder) - database).toFixed(1)} s of PostgreSQL`,
    );
    stopping.abort();
    await watch;
  } finally {
    await product.close();
  }
}

async function mailboxOf({ runtime }: Product): Promise<string> {
  const organisation = {
    name: "Bench",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  } as const;
  const owner = { name: "Owner", email: "owner@rapport.example" };
  await setUpWhereNone(runtime, () => ({ organisation, owner }), process.stderr);
  await sql`update channel_accounts set archived_at = now() where kind = 'mailbox'`.execute(runtime.database);
  const values = { name: "Support", kind: "mailbox", address: "support@bench.example" };
  return (await runtime.run(system, "system", (work) => create(work, "channel_account", values))).id;
}

async function waiting({ runtime }: Product, account: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from receipts where account_id = ${account} and state = 'stored'`.execute(
    runtime.database,
  );
  return rows[0]?.count ?? 0;
}

async function delays({ runtime }: Product, account: string) {
  const { rows } = await sql<{ p50: number; p99: number; count: number }>`
    select count(*)::int as count, round(1000 * percentile_cont(0.5) within group (order by late))::int as p50,
      round(1000 * percentile_cont(0.99) within group (order by late))::int as p99
    from (select extract(epoch from m.created_at - r.at)::float8 as late from receipts r
      join messages m on m.id = r.message_id where r.account_id = ${account}) as came`.execute(
    runtime.database,
  );
  return rows[0] ?? { p50: 0, p99: 0, count: 0 };
}
