import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installation, openInstallation, within } from "./installation.ts";

let rapport: Installation;

beforeAll(async () => {
  rapport = await openInstallation();
  await rapport.start();
});

afterAll(() => rapport?.end());

test("a database that is killed is started again by itself; what was acknowledged is there", async () => {
  const writing = writeDeals("Killed");
  await within(60, () => writing.acknowledged.length > 30);
  const killed = rapport.databasePid();
  process.kill(killed, "SIGKILL");
  await within(60, () => isAnother(killed));
  await within(60, async () => (await rapport.ask("GET", "/api/health")).ok);
  const before = writing.acknowledged.length;
  await within(60, () => writing.acknowledged.length > before + 10);
  const answered = await writing.end();
  expect([...answered].sort()).toEqual([201, 503]);
  expect(await lost(writing.acknowledged)).toEqual([]);
});

/** Whether another server has come; in between there is none. */
function isAnother(killed: number): boolean {
  try {
    return rapport.databasePid() !== killed;
  } catch {
    return false;
  }
}

test("whoever asks a frozen database is told so within seconds, and all is well when it thaws", async () => {
  const main = rapport.databasePid();
  const backends = execFileSync("ps", ["--ppid", String(main), "-o", "pid="], { encoding: "utf8" });
  const processes = [main, ...backends.trim().split(/\s+/).map(Number)];
  const before = residentMegabytes();
  signal(processes, "SIGSTOP");
  try {
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => rapport.ask("GET", "/api/deals?limit=5")),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect((await rapport.ask("GET", "/api/health")).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(residentMegabytes()).toBeLessThan(before + 60);
  } finally {
    signal(processes, "SIGCONT");
  }
  await within(60, async () => (await rapport.ask("GET", "/api/health")).ok);
  expect((await rapport.ask("POST", "/api/deals", { name: "Thawed" })).status).toBe(201);
});

test("a stop in the midst of work loses nothing that was acknowledged and is over soon; imports go on after it", async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `Import ${index},${100 + index}`);
  const file = Buffer.from(["Deal,Amount", ...lines, ""].join("\n"));
  const uploaded = await rapport.ask("POST", "/api/imports?name=deals.csv&object=deals", file, {
    "content-type": "application/octet-stream",
  });
  const { id } = (await uploaded.json()) as { id: string };
  await rapport.ask("POST", `/api/imports/${id}/run`, {});
  const processed = async () =>
    (await rapport.rows<{ processed: number }>(`select processed from imports where id = '${id}'`))[0]
      ?.processed ?? 0;
  await within(60, async () => (await processed()) > 500);
  const writing = writeDeals("Stopped");
  await within(60, () => writing.acknowledged.length > 20);
  expect(await rapport.stop()).toBeLessThan(20);
  expect(rapport.server.exitCode).toBe(0);
  await writing.end();
  await rapport.start();
  expect(await lost(writing.acknowledged)).toEqual([]);
  const before = await processed();
  expect(before).toBeLessThan(30_000);
  await within(60, async () => (await processed()) > before);
});

/** Makes deals, four at a time, until told or until nobody answers. */
function writeDeals(name: string) {
  const acknowledged: string[] = [];
  const answered = new Set<number>();
  let ended = false;
  let sent = 0;
  const write = async (): Promise<void> => {
    while (!ended) {
      const deal = { name: `${name} ${++sent}` };
      const answer = await rapport.ask("POST", "/api/deals", deal).catch(() => undefined);
      if (!answer) return;
      answered.add(answer.status);
      if (answer.status === 201) acknowledged.push(deal.name);
      else await pause(20);
    }
  };
  const writing = Promise.all([1, 2, 3, 4].map(write));
  const end = async () => {
    ended = true;
    await writing;
    return answered;
  };
  return { acknowledged, end };
}

async function lost(acknowledged: readonly string[]): Promise<readonly string[]> {
  const stored = new Set(
    (await rapport.rows<{ name: string }>("select name from deals")).map(({ name }) => name),
  );
  return acknowledged.filter((name) => !stored.has(name));
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${rapport.server.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

function signal(processes: readonly number[], name: NodeJS.Signals): void {
  for (const pid of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // That one has ended by itself.
    }
  }
}
