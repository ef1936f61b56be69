import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createApiKey } from "#platform";
import { openProduct } from "../src/server/product.ts";
import { readSettings } from "../src/server/settings.ts";
import type { Tally } from "./client.ts";
import { freePort, megabytes, startBeside, startRapport, stop } from "./processes.ts";
import { tasks } from "./tasks.ts";

// Asks for the list of T2, four at once, before and while a file of people is imported through the server:
// `RAPPORT_DATA=folder node bench/while-importing.ts people.csv`, in a folder that `importing.ts` has filled.
const [file = "", seconds = "20"] = process.argv.slice(2);
const settings = await readSettings();
const product = await openProduct(settings, "command");
const { key } = await product.runtime.runAsSystem((work) =>
  createApiKey(work, { name: "Bench", role: "administrator", requestsPerMinute: 600_000 }),
);
await product.close();

const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const server = await startRapport({ ...process.env, PORT: String(port) }, async () =>
  Boolean((await fetch(`${base}/api/health`).catch(() => undefined))?.ok),
);
const [client] = await startBeside("client.ts");
const headers = { authorization: `Bearer ${key}` };
const cities = ["Sofia", "Madrid", "Moscow", "Varna", "Valencia", "Kazan"];
const turns = tasks.find(({ name }) => name === "T2")?.turns({ cities } as never) ?? [];
try {
  await ask("before");
  const one = await call<{ id: string }>("POST", "imports?name=more.csv&object=people", await readFile(file));
  await call("POST", `imports/${one.id}/run`, JSON.stringify({ session: false }));
  await ask("while importing");
  const now = await call<{ state: string; processed: number }>("GET", `imports/${one.id}`);
  console.info(
    `${now.processed} rows taken by then (${now.state}), the server at ${megabytes(server.pid ?? 0)} MB`,
  );
} finally {
  client.kill();
  await stop(server);
}

async function ask(when: string): Promise<void> {
  await pause(1000);
  client.send({ port, headers, turns, first: 0, concurrency: 4, seconds: Number(seconds) });
  const [tally] = (await once(client, "message")) as [Tally];
  if (tally.failure) throw new Error(tally.failure.slice(0, 500));
  console.info(
    `T2 ${when}: ${(tally.turns / tally.seconds).toFixed(0)} a second, p50 ${tally.p50.toFixed(1)} ms, p99 ${tally.p99.toFixed(1)} ms`,
  );
}

async function call<T>(method: string, path: string, body?: string | Buffer): Promise<T> {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  const answer = await fetch(`${base}/api/${path}`, {
    method,
    headers: { ...headers, ...(body && { "content-type": type }) },
    ...(body && { body: body as BodyInit }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}
