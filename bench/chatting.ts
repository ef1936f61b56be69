import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createUser } from "#platform";
import { create } from "#records";
import { setUpWhereNone } from "../src/server/command-line/set-up.ts";
import { openProduct, type Product } from "../src/server/product.ts";
import { system } from "../src/server/runtime.ts";
import { readSettings } from "../src/server/settings.ts";
import type { AgentsCount, Desk } from "./chatting/agents.ts";
import type { Visit, Writing } from "./chatting/visitors.ts";
import type { Came, Count } from "./chatting/words.ts";
import {
  databaseProcessorSeconds,
  freePort,
  processorSeconds,
  startBeside,
  startRapport,
  stop,
} from "./processes.ts";

// Visitors and agents write to each other over two server processes on one database, one of which is killed in the midst:
// `RAPPORT_DATA=folder node bench/chatting.ts 2000 20 60` (visitors, their messages a second, each of which is answered, seconds).
const [visitors = 2000, pace = 20, seconds = 60] = process.argv.slice(2).map(Number);
const agents = 20;
/** What is still on its way then is lost. */
const longestWait = 60_000;

const settings = await readSettings();
const before = loadavg()[0] ?? 0;
const product = await openProduct(settings, "command");
const children: ChildProcess[] = [];
try {
  const account = await chatOf(product);
  const people = await agentsOf(product);
  const [first, second] = [await serve(product), await serve(product)];
  const ports = [first.port, second.port] as const;
  const desk = await startClient("chatting/agents.ts");
  await told(desk, { ports, people });
  const half = visitors / 2;
  const here = await startClient("chatting/visitors.ts");
  const there = await startClient("chatting/visitors.ts");
  await Promise.all([
    told(here, { account, ports, first: 0, count: half }),
    told(there, { account, ports: [second.port, first.port], first: half, count: half }),
  ]);
  await pause(2000);
  const used = () => [
    processorSeconds(first.pid),
    processorSeconds(second.pid),
    databaseProcessorSeconds(settings.dataFolder),
  ];
  const start = used();
  const writing = Promise.all([here, there].map((one) => told(one, { pace: pace / 2, seconds })));
  await pause((seconds * 1000) / 2);
  const [one = 0, other = 0, database = 0] = used().map((now, at) => now - (start[at] ?? 0));
  const killedAt = performance.timeOrigin + performance.now();
  first.process.kill("SIGKILL");
  await writing;
  const counts = await allCome(desk, [here, there]);
  report({ ...counts, killedAt });
  console.info(
    `With both: ${one.toFixed(1)} and ${other.toFixed(1)} s of the servers' processors and ${database.toFixed(1)} s of PostgreSQL in ${seconds / 2} s; load of the machine before ${before.toFixed(1)}`,
  );
  console.info(await kept(product, account));
  await stop(second.process);
} finally {
  for (const child of children) child.kill();
  await product.close();
}

async function startClient(file: string): Promise<ChildProcess> {
  const [child] = await startBeside(file);
  children.push(child);
  return child;
}

/** Says something to a process and waits until it has done it. */
async function told(child: ChildProcess, words: Desk | Visit | Writing): Promise<void> {
  child.send(words);
  await once(child, "message");
}

async function countOf<T extends Count>(child: ChildProcess): Promise<T> {
  child.send("count");
  const [count] = (await once(child, "message")) as [T];
  return count;
}

async function serve({ databaseUrl }: Product) {
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), DATABASE_URL: databaseUrl };
  const child = await startRapport(environment, async () =>
    Boolean((await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined))?.ok),
  );
  children.push(child);
  return { port, process: child, pid: child.pid ?? 0 };
}

async function chatOf({ runtime }: Product): Promise<string> {
  const organisation = {
    name: "Bench",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  } as const;
  const owner = { name: "Owner", email: "owner@rapport.example" };
  await setUpWhereNone(runtime, () => ({ organisation, owner }), process.stderr);
  const values = { name: "Site", kind: "chat", active: true };
  return (await runtime.run(system, "system", (work) => create(work, "channel_account", values))).id;
}

async function agentsOf({ runtime }: Product) {
  const run = Date.now();
  const people = Array.from({ length: agents }, (_, at) => ({
    email: `agent${at}.${run}@rapport.example`,
    password: "five slow clouds",
  }));
  for (const [at, login] of people.entries())
    await runtime.runAsSystem((work) =>
      createUser(work, { name: `Agent ${at}`, roles: ["salesperson"], ...login }),
    );
  return people;
}

interface Counts {
  readonly answered: AgentsCount;
  readonly visited: Count;
}

/** Waits until all that was written has come. */
async function allCome(desk: ChildProcess, places: readonly ChildProcess[]): Promise<Counts> {
  for (const end = Date.now() + longestWait; ; await pause(1000)) {
    const answered = await countOf<AgentsCount>(desk);
    const all = await Promise.all(places.map((one) => countOf(one)));
    const visited = {
      sent: sumOf(all.map(({ sent }) => sent)),
      came: all.flatMap(({ came }) => came),
      doubled: sumOf(all.map(({ doubled }) => doubled)),
      cut: sumOf(all.map(({ cut }) => cut)),
    };
    const isAll = answered.came.length >= visited.sent && visited.came.length >= answered.sent;
    if (isAll || Date.now() > end) return { answered, visited };
  }
}

function report({ answered, visited, killedAt }: Counts & { readonly killedAt: number }): void {
  console.info(
    `${visitors} visitors wrote ${visited.sent} messages, ${agents} agents ${answered.sent}, ${pace} a second each way for ${seconds} s; ${visited.cut + answered.cut} streams were cut and taken up again`,
  );
  tell("to the agent's stream", answered.told, killedAt);
  tell("to the agent who reads it", answered.came, killedAt);
  tell("to the visitor's stream", visited.came, killedAt);
  const lost = visited.sent - answered.came.length + (answered.sent - visited.came.length);
  console.info(`${lost} lost, ${visited.doubled} doubled at the ends`);
}

function tell(what: string, came: readonly Came[], killedAt: number): void {
  const all = lateOf(came);
  // Who was cut off waits a second or two before they come again, as browsers do.
  const calm = lateOf(came.filter(([, at, late]) => at + late < killedAt || at > killedAt + 3000));
  console.info(
    `${what}: ${all}; but for what was under way at the kill and in the three seconds after it ${calm}`,
  );
}

function lateOf(came: readonly Came[]): string {
  const late = came.map(([, , late]) => late).sort((left, right) => left - right);
  const at = (share: number) =>
    Math.round(late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? 0);
  return `${at(0.5)} ms in the middle, ${at(0.95)} at p95, ${at(0.99)} at p99, ${at(1)} at most`;
}

async function kept({ runtime }: Product, account: string): Promise<string> {
  const { rows } = await sql<Record<string, number>>`
    select count(*) filter (where m.direction = 'in')::int as "in", count(*) filter (where m.direction = 'out')::int as out,
      count(distinct (m.direction, split_part(m.body, ' ', 1)))::int as different,
      (select count(*)::int from chat_lines l join chat_sessions s on s.id = l.session_id where s.account_id = ${account}) as lines
    from messages m join conversations c on c.id = m.conversation_id where c.account_id = ${account}`.execute(
    runtime.database,
  );
  const { in: came = 0, out = 0, different = 0, lines = 0 } = rows[0] ?? {};
  return `In the database: ${came} from visitors, ${out} from agents, ${different} different, ${lines} lines of chats`;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
