import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { authenticate, createApiKey } from "#platform";
import { createServer } from "../src/server/http/server.ts";
import { openProduct, type Product } from "../src/server/product.ts";
import { readSettings } from "../src/server/settings.ts";
import { makeReady } from "./making/making.ts";
import type { Options } from "./options.ts";
import { line, surroundings } from "./report.ts";

/** What a task of `bench/selling/` is given. */
export interface Selling extends Pick<Product, "runtime" | "pool"> {
  /**
   * Asks the product by its API, through the whole of it but the network, with the key of the member in the department above all teams;
   * `as: "owner"` asks with every right. What is no JSON is answered as its bytes. Throws where the answer is no success.
   */
  readonly ask: (call: Asked) => Promise<unknown>;
}

export interface Asked {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
  readonly as?: "member" | "owner";
}

/** One thing measured: how long it took each time, and how long it may take. */
export interface Figure {
  readonly what: string;
  /** In milliseconds, each time it was done; `timesOf` takes them. */
  readonly times: readonly number[];
  /** In milliseconds, of the median. */
  readonly wanted: number;
}

/** What each file of `bench/selling/` exports. */
export type Measure = (selling: Selling) => Promise<readonly Figure[]>;

/** Does it `rounds` times after one that warms up. */
export async function timesOf(run: () => Promise<unknown>, rounds = 20): Promise<readonly number[]> {
  await run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times;
}

/** Runs the tasks of `bench/selling/`, or those that `--tasks` names, on 200,000 deals and prints a line for each figure. */
export async function measureSelling(options: Options): Promise<void> {
  await makeReady(options.data, { scale: options.scale, seed: options.seed, deals: 200_000 }, options);
  const product = await openProduct(await readSettings({ RAPPORT_DATA: options.data }), "command");
  try {
    const selling = await open(product);
    const { machine, commit } = surroundings();
    line(`Rapport ${commit}, ${machine}, 200,000 deals\n`);
    line("| task | what | median ms | p99 ms | wanted ms | |\n|---|---|--:|--:|--:|---|");
    for (const name of await tasksOf(options.tasks)) {
      const { measure } = (await import(`./selling/${name}.ts`)) as { measure: Measure };
      for (const figure of await measure(selling)) printFigure(name, figure);
    }
  } finally {
    await product.close();
  }
}

async function open(product: Product): Promise<Selling> {
  const { runtime, pool, modules } = product;
  const app = await createServer(runtime, modules, { authenticate });
  const keys = {
    member: await keyOf(product, "seller0@rapport.example", "sales_manager"),
    owner: await keyOf(product, "owner@rapport.example", "administrator"),
  };
  return {
    runtime,
    pool,
    async ask({ method = "GET", path, body, as = "member" }) {
      const answer = await app.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${keys[as]}` },
        ...(body && { payload: body }),
      });
      if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.body}`);
      const isJson = String(answer.headers["content-type"]).includes("json");
      return isJson ? answer.json() : answer.rawPayload;
    },
  };
}

async function keyOf({ runtime, pool }: Product, email: string, role: string): Promise<string> {
  const found = await pool.query<{ id: string; role: string }>(
    `insert into user_roles (user_id, role_id) select u.id, r.id from users u, roles r where u.email = $1 and r.key = $2
     on conflict do nothing`,
    [email, role],
  );
  if (found.rowCount) runtime.recheckAccess();
  const { rows } = await pool.query<{ id: string }>("select id from users where email = $1", [email]);
  const actor = await runtime.actorOf(rows[0]?.id ?? "");
  if (!actor) throw new Error(`the database has nobody called ${email}`);
  const { key } = await runtime.run(actor, "api", (work) => createApiKey(work, { name: "Bench", role }));
  return key;
}

async function tasksOf(wanted: readonly string[]): Promise<readonly string[]> {
  const names = (await readdir(join(import.meta.dirname, "selling")))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3))
    .sort();
  return wanted.length > 0 ? names.filter((name) => wanted.includes(name)) : names;
}

function printFigure(task: string, { what, times, wanted }: Figure): void {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const [median, p99] = [at(0.5), at(0.99)];
  const verdict = median <= wanted ? "holds" : "**too slow**";
  line(`| ${task} | ${what} | ${median.toFixed(1)} | ${p99.toFixed(1)} | ${wanted} | ${verdict} |`);
}
