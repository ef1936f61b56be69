import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoredEvent } from "#kernel/event";
import { newId } from "#kernel/id";
import { buildCatalogue, type Runtime, type Subscription } from "#records";
import { type TestDatabase, testDatabase } from "../../../test/harness.ts";
import { createRuntime } from "../runtime.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { pruneEvents } from "./pruning.ts";

interface Process {
  readonly runtime: Runtime;
  readonly outbox: Outbox;
}

const running: Process[] = [];
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  for (const { outbox } of running.splice(0)) await outbox.stop();
});

/** Another process of the product on the same database. */
async function startProcess(...subscriptions: Subscription[]): Promise<Process> {
  const outbox = createOutbox(database.url);
  const settings = { port: 0, host: "", dataFolder: "", baseUrl: "", mailFrom: "", secret: Buffer.alloc(32) };
  const runtime = createRuntime({
    database: database.database,
    catalogue: buildCatalogue([]),
    settings,
    afterCommit: outbox.tell,
  });
  await outbox.start(runtime, subscriptions);
  const started = { runtime, outbox };
  running.push(started);
  return started;
}

function listener(name: string, hear: (event: StoredEvent) => Promise<void> | void = () => {}) {
  const heard: string[] = [];
  const subscription: Subscription = {
    name,
    events: ["deal.*", "exact.one"],
    async hear(_runtime, event) {
      await hear(event);
      heard.push(event.name);
    },
  };
  return { heard, subscription };
}

function emit({ runtime }: Process, ...names: string[]): Promise<void> {
  return runtime.runAsSystem(async (work) => {
    for (const name of names) work.emit({ name, object: "deal", records: [newId()] });
  });
}

// Long, because a transaction anywhere on the server, also of another test, holds back what commits after it.
async function until(holds: () => boolean | Promise<boolean>, milliseconds = 60_000): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !(await holds()); ) {
    if (Date.now() > deadline) throw new Error("it did not come to pass in time");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const failures = async () =>
  (
    await sql<{ attempts: number; next: Date | null }>`
    select attempts, next_try_at as next from event_failures`.execute(database.database)
  ).rows;

describe("hearing of events", () => {
  test("comes after the commit, soon, in order, and only of what one listens to", async () => {
    const { heard, subscription } = listener("sales");
    const process = await startProcess(subscription);
    await emit(process, "deal.made", "task.made", "exact.one", "exact.other", "deal.won");
    await until(() => heard.length === 3);
    expect(heard).toEqual(["deal.made", "exact.one", "deal.won"]);
    // After each poll it would be a second until the next; on a machine that has other things to do one of many is soon.
    let soonest = Number.POSITIVE_INFINITY;
    for (let round = 1; round <= 25 && soonest >= 900; round++) {
      const committed = performance.now();
      await emit(process, "deal.made");
      await until(() => heard.length === 3 + round);
      soonest = Math.min(soonest, performance.now() - committed);
    }
    expect(soonest).toBeLessThan(900);
  });

  test("comes in the order of numbers, not of their digits", async () => {
    const { heard, subscription } = listener("sales");
    const process = await startProcess(subscription);
    const names = Array.from({ length: 120 }, (_, index) => `deal.number_${index}`);
    await emit(process, ...names);
    await until(() => heard.length === names.length);
    expect(heard).toEqual(names);
  });

  test("says who did it, when, and what it was about", async () => {
    const events: StoredEvent[] = [];
    const { subscription } = listener("sales", (event) => void events.push(event));
    const process = await startProcess(subscription);
    const record = newId();
    await process.runtime.runAsSystem(async (work) => {
      work.emit({ name: "deal.won", object: "deal", records: [record], payload: { amount: "5.00" } });
    });
    await until(() => events.length === 1);
    expect(events[0]).toMatchObject({
      object: "deal",
      records: [record],
      payload: { amount: "5.00" },
      actorId: null,
    });
    expect(Date.now() - Date.parse(events[0]?.at ?? "")).toBeLessThan(60_000);
  });

  test("never comes of what was rolled back", async () => {
    const { heard, subscription } = listener("sales");
    const process = await startProcess(subscription);
    const broken = process.runtime.runAsSystem(async (work) => {
      work.emit({ name: "deal.lost", object: "deal", records: [] });
      await sql`insert into events (name, object, records) values ('deal.lost', 'deal', '{}')`.execute(
        work.db,
      );
      throw new Error("thought better of it");
    });
    await expect(broken).rejects.toThrow();
    await emit(process, "deal.won");
    await until(() => heard.length > 0);
    expect(heard).toEqual(["deal.won"]);
  });

  test("is part of what was done: what cannot be told is not done either", async () => {
    const { heard, subscription } = listener("sales");
    const process = await startProcess(subscription);
    const untold = process.runtime.runAsSystem(async (work) => {
      await sql`insert into events (name, object, records) values ('deal.lost', 'deal', '{}')`.execute(
        work.db,
      );
      work.emit({ name: "deal.won", object: "deal", records: ["no id"] });
    });
    await expect(untold).rejects.toThrow(/uuid/);
    await emit(process, "deal.made");
    await until(() => heard.length > 0);
    expect(heard).toEqual(["deal.made"]);
  });

  test("waits for an older transaction, so that nothing is passed over that commits late", async () => {
    const { heard, subscription } = listener("sales");
    const process = await startProcess(subscription);
    const slow = await database.pool.connect();
    await slow.query("begin");
    await slow.query("insert into events (name, object, records) values ('deal.slow', 'deal', '{}')");
    await emit(process, "deal.quick");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(heard).toEqual([]);
    await slow.query("commit");
    slow.release();
    await until(() => heard.length === 2);
    expect(heard).toEqual(["deal.slow", "deal.quick"]);
  });

  test("is complete and in one order for all when many commit at once", async () => {
    const [one, other] = [listener("one"), listener("other")];
    const process = await startProcess(one.subscription, other.subscription);
    const names = Array.from({ length: 60 }, (_, index) => `deal.number_${index}`);
    const emitLater = (name: string) =>
      process.runtime.runAsSystem(async (work) => {
        await sql`select pg_current_xact_id(), pg_sleep(${Math.random() / 50})`.execute(work.db);
        work.emit({ name, object: "deal", records: [] });
      });
    for (let start = 0; start < names.length; start += 4)
      await Promise.all(names.slice(start, start + 4).map(emitLater));
    await until(() => one.heard.length === names.length && other.heard.length === names.length);
    expect([...one.heard].sort()).toEqual([...names].sort());
    expect(other.heard).toEqual(one.heard);
  });
});

describe("a subscriber that hears many at once", () => {
  function manyListener(fail: (events: readonly StoredEvent[]) => boolean = () => false) {
    const { heard, subscription } = listener("many");
    const heardAtOnce: string[][] = [];
    const hearAll = async (_runtime: Runtime, events: readonly StoredEvent[]) => {
      if (fail(events)) throw new Error("not these");
      heardAtOnce.push(events.map(({ name }) => name));
    };
    return { heard, heardAtOnce, subscription: { ...subscription, hearAll } };
  }

  test("hears what has come, without what it does not listen to", async () => {
    const { heard, heardAtOnce, subscription } = manyListener();
    const process = await startProcess(subscription);
    await emit(process, "deal.made", "task.made", "deal.won");
    await until(() => heardAtOnce.length > 0);
    expect(heardAtOnce).toEqual([["deal.made", "deal.won"]]);
    expect(heard).toEqual([]);
  });

  test("hears one by one of those that it could not take together", async () => {
    const { heard, heardAtOnce, subscription } = manyListener((events) => events.length > 1);
    const process = await startProcess(subscription);
    await emit(process, "deal.made", "deal.won");
    await until(() => heard.length === 2);
    expect(heard).toEqual(["deal.made", "deal.won"]);
    expect(heardAtOnce).toEqual([]);
    await emit(process, "deal.lost");
    await until(() => heardAtOnce.length === 1);
    expect(heardAtOnce).toEqual([["deal.lost"]]);
  });
});

describe("several processes", () => {
  test("handle each event once, whichever of them wrote it", async () => {
    const [first, second] = [listener("sales"), listener("sales")];
    await startProcess(first.subscription);
    const other = await startProcess(second.subscription);
    for (let index = 0; index < 10; index++) await emit(other, `deal.number_${index}`);
    await until(() => first.heard.length === 10);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(second.heard).toEqual([]);
  });

  test("go on where one that stopped has left off, neither losing nor doubling", async () => {
    const [first, second] = [listener("sales"), listener("sales")];
    const one = await startProcess(first.subscription);
    await startProcess(second.subscription);
    await emit(one, "deal.first", "deal.second");
    await until(() => first.heard.length === 2);
    await one.outbox.stop();
    await emit(one, "deal.third");
    await until(() => second.heard.length === 1);
    expect(second.heard).toEqual(["deal.third"]);
  });

  test("take over from one whose connection was cut", async () => {
    const [first, second] = [listener("sales"), listener("sales")];
    const one = await startProcess(first.subscription);
    await startProcess(second.subscription);
    await cutConnections();
    await emit(one, "deal.first");
    await until(() => first.heard.length + second.heard.length === 1);
    await emit(one, "deal.second");
    await until(() => first.heard.length + second.heard.length === 2);
  });

  test("do again only what was under way when one was killed", async () => {
    let hang = true;
    const stuck = listener("sales", async (event) => {
      if (event.name === "deal.third" && hang) await new Promise(() => {});
    });
    const one = await startProcess(stuck.subscription);
    await emit(one, "deal.first", "deal.second", "deal.third", "deal.fourth");
    await until(() => stuck.heard.length === 2);
    running.splice(0);
    void one.outbox.stop();
    await cutConnections();
    hang = false;
    const next = listener("sales");
    await startProcess(next.subscription);
    await until(() => next.heard.length === 2);
    expect(next.heard).toEqual(["deal.third", "deal.fourth"]);
  });
});

describe("a subscriber that fails", () => {
  test("keeps neither itself nor others from what comes after, and tries again", async () => {
    let broken = true;
    const shaky = listener("shaky", (event) => {
      if (broken && event.name === "deal.first") throw new Error("not now");
    });
    const steady = listener("steady");
    const process = await startProcess(shaky.subscription, steady.subscription);
    await emit(process, "deal.first", "deal.second");
    await until(() => steady.heard.length === 2 && shaky.heard.length === 1);
    expect(await failures()).toMatchObject([{ attempts: 1 }]);
    broken = false;
    await sql`update event_failures set next_try_at = now()`.execute(database.database);
    await until(() => shaky.heard.length === 2);
    expect(shaky.heard).toEqual(["deal.second", "deal.first"]);
    await until(async () => (await failures()).length === 0);
  });

  test("waits longer each time and ends on a list that health tells of", async () => {
    let failedAt = 0;
    const { subscription } = listener("hopeless", () => {
      failedAt = Date.now();
      throw new Error("never");
    });
    const { outbox, runtime } = await startProcess(subscription);
    await runtime.runAsSystem(async (work) => work.emit({ name: "deal.first", object: "deal", records: [] }));
    for (const [at, delay] of [5, 20, 80, 300, 1200, 4800, 19_200].entries()) {
      await until(async () => (await failures())[0]?.attempts === at + 1);
      const next = (await failures())[0]?.next?.getTime() ?? 0;
      // The delay begins somewhere between the failure and its being seen here.
      expect(next - failedAt).toBeGreaterThanOrEqual(delay * 1000);
      expect(next - Date.now()).toBeLessThanOrEqual(delay * 1000);
      await sql`update event_failures set next_try_at = now()`.execute(database.database);
    }
    await until(async () => (await failures())[0]?.attempts === 8);
    expect(await failures()).toEqual([{ attempts: 8, next: null }]);
    expect(await outbox.health(runtime)).toEqual({ ok: true, lag_seconds: 0, given_up: 1 });
  });
});

describe("what is kept", () => {
  test("a subscriber of a later version hears what happens from then on", async () => {
    const first = listener("first");
    const old = await startProcess(first.subscription);
    await emit(old, "deal.before");
    await until(() => first.heard.length === 1);
    await old.outbox.stop();
    const late = listener("late");
    const renewed = await startProcess(first.subscription, late.subscription);
    await emit(renewed, "deal.after");
    await until(() => late.heard.length === 1 && first.heard.length === 2);
    expect(late.heard).toEqual(["deal.after"]);
  });

  test("old events go once all have handled them, but not those on the list of failures", async () => {
    const process = await startProcess(
      listener("sales", (event) => {
        if (event.name === "deal.broken") throw new Error("no");
      }).subscription,
    );
    await emit(process, "deal.old", "deal.broken", "deal.new");
    await until(async () => (await failures()).length === 1);
    await sql`update events set at = now() - interval '31 days' where name <> 'deal.new'`.execute(
      database.database,
    );
    await until(async () => (await process.outbox.health(process.runtime))["lag_seconds"] === 0);
    await pruneEvents(database.database, ["sales"]);
    const { rows } = await sql<{ name: string }>`select name from events order by sequence`.execute(
      database.database,
    );
    expect(rows.map((row) => row.name)).toEqual(["deal.broken", "deal.new"]);
  });
});

/** Ends the connections of whoever holds a place among the listeners here, and of nobody in another database of the server. */
async function cutConnections(): Promise<void> {
  const { rows } = await sql<{ isCut: boolean }>`select pg_terminate_backend(pid) as "isCut" from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
    database.database,
  );
  expect(rows).toContainEqual({ isCut: true });
}
