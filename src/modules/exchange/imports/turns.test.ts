import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Runtime } from "#records";
import { testDatabase } from "../../../../test/harness.ts";
import { connectDatabase } from "../../../server/database.ts";
import { inTurn } from "./turns.ts";

const longestStatement = 100;

let runtime: Runtime;
let leave: () => Promise<void>;

beforeAll(async () => {
  const { url } = await testDatabase();
  const { database, close } = connectDatabase(url, 4, longestStatement);
  runtime = { database } as Runtime;
  leave = close;
});

afterAll(() => leave());

test("who makes the same kinds waits, also longer than a statement may take; who makes others does not", async () => {
  const told: string[] = [];
  const over = Promise.withResolvers<void>();
  const first = inTurn(runtime, new Set(["person", "company"]), async () => {
    told.push("first");
    await over.promise;
    told.push("first is over");
  });
  await expect.poll(() => told).toEqual(["first"]);
  const second = inTurn(runtime, new Set(["company"]), async () => void told.push("second"));
  await inTurn(runtime, new Set(["deal"]), async () => void told.push("other"));
  await pause(3 * longestStatement);
  over.resolve();
  await Promise.all([first, second]);
  expect(told).toEqual(["first", "other", "first is over", "second"]);
});

test("whoever has the turn is told that another waits for it, and of nobody who waits for another", async () => {
  const over = Promise.withResolvers<void>();
  const told: boolean[] = [];
  const first = inTurn(runtime, new Set(["company", "person"]), async (isAwaited) => {
    const others = new Set(["deal"]);
    const held = inTurn(runtime, others, async () => {
      const waiting = inTurn(runtime, others, async () => {});
      await pause(longestStatement);
      told.push(await isAwaited());
      return { waiting };
    });
    await (await held).waiting;
    const second = inTurn(runtime, new Set(["person"]), async () => {});
    await expect.poll(isAwaited).toBe(true);
    over.resolve();
    return { second };
  });
  await over.promise;
  await (await first).second;
  expect(told).toEqual([false]);
});
