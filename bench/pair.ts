import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { authenticate, createApiKey } from "#platform";
import { createServer } from "../src/server/http/server.ts";
import { openProduct, type Product } from "../src/server/product.ts";
import { readSettings } from "../src/server/settings.ts";
import type { Work } from "./bare-server.ts";
import { overhear, type Statement } from "./overhearing.ts";
import { freePort, startBeside, startRapport, stop } from "./processes.ts";
import { takeSamples } from "./samples.ts";
import type { Call, Task } from "./tasks.ts";

/** One of the two that race: where it listens and how it is asked for a task. */
export interface Runner {
  readonly port: number;
  readonly pid: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly turns: readonly (readonly Call[])[];
}

export interface Pair {
  readonly client: ChildProcess;
  /** Rapport first. */
  runnersFor(task: Task): Promise<readonly [Runner, Runner]>;
  close(): Promise<void>;
}

// As many as Rapport has (`connectDatabase`).
const connections = 12;

/** Starts Rapport on the data folder and all that races it. */
export async function openPair(data: string): Promise<Pair> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const rapport = await startRapport({ ...process.env, PORT: String(port), RAPPORT_DATA: data }, async () => {
    const health = await fetch(`${address}/api/health`).catch(() => undefined);
    return health?.ok === true;
  });
  const product = await openProduct(await readSettings({ RAPPORT_DATA: data }), "command");
  const member = await findMember(product);
  const headers = { authorization: `Bearer ${await keyOf(product, member)}` };
  const listen = await listener(product, headers);
  const ask = async (path: string) => (await fetch(address + path, { headers })).json();
  const samples = await takeSamples(product.pool, member, ask);
  const [client] = await startBeside("client.ts");
  let bare: ChildProcess | undefined;
  return {
    client,
    async runnersFor(task) {
      const turns = task.turns(samples);
      const { calls, statements } = await bareCalls(turns, listen);
      await end(bare);
      const started = await startBare({ url: product.databaseUrl, connections, member, statements });
      bare = started.process;
      return [
        { port, pid: rapport.pid ?? 0, headers, turns },
        { port: started.port, pid: bare.pid ?? 0, headers: {}, turns: calls },
      ];
    },
    async close() {
      await end(client);
      await end(bare);
      await product.close();
      await stop(rapport);
    },
  };
}

async function findMember({ pool }: Product): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from users where email = 'seller0@rapport.example'",
  );
  return rows[0]?.id ?? "";
}

async function keyOf({ runtime }: Product, member: string): Promise<string> {
  const actor = await runtime.actorOf(member);
  if (!actor) throw new Error("the database has no member to measure with");
  const made = await runtime.run(actor, "api", (work) =>
    createApiKey(work, { name: "Bench", role: "salesperson" }),
  );
  return made.key;
}

type Listen = (call: Call) => Promise<Statement>;

/** What the product asks the database last when it answers a call: the statement that does the work. */
async function listener(
  { pool, runtime, modules }: Product,
  headers: Record<string, string>,
): Promise<Listen> {
  const app = await createServer(runtime, modules, { authenticate });
  const hear = overhear(pool);
  return async ({ method, path }) => {
    const heard = await hear(async () => {
      const answer = await app.inject({ method, url: path, headers });
      if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.body}`);
    });
    const last = heard.at(-1);
    if (!last) throw new Error(`${path} asked the database nothing`);
    return last;
  };
}

/** The turns as the bare server is asked for them: what reads by the number of its statement. */
async function bareCalls(
  turns: readonly (readonly Call[])[],
  listen: Listen,
): Promise<{ calls: Call[][]; statements: Statement[] }> {
  const statements: Statement[] = [];
  const calls: Call[][] = [];
  for (const turn of turns) {
    const bare: Call[] = [];
    for (const call of turn) {
      if (call.method !== "GET") bare.push({ ...call, path: call.path.replace(/^.*(\/[^/?]*).*$/, "$1") });
      else bare.push({ method: "GET", path: `/${statements.push(await listen(call)) - 1}` });
    }
    calls.push(bare);
  }
  return { calls, statements };
}

async function startBare(work: Work): Promise<{ process: ChildProcess; port: number }> {
  const [child] = await startBeside("bare-server.ts");
  child.send(work);
  const [port] = (await once(child, "message")) as [number];
  return { process: child, port };
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child) await stop(child);
}
