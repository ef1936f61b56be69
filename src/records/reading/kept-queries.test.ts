import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { type TestRuntime, testRuntime } from "../../../test/harness.ts";
import { buildOrganisation, buildUser, type TestActor } from "../../../test/builders.ts";
import type { Work } from "../work.ts";
import { ask, compiled, kept, place } from "./kept-queries.ts";

let runtime: TestRuntime;
let maria: TestActor;

beforeAll(async () => {
  runtime = await testRuntime();
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
});

const as = <T>(actor: TestActor, capability: (work: Work) => T) =>
  runtime.read(actor, "screen", async (work) => capability(work));

test("what depends on the actor alone is made once for each", async () => {
  let made = 0;
  const make = (work: Work) => kept(work, "once", () => ++made);
  expect([await as(maria, make), await as(maria, make)]).toEqual([1, 1]);
  // Rights resolved anew come as another object.
  expect(await as({ ...maria }, make)).toBe(2);
});

test("what asks for the time is made each time, and so is what failed", async () => {
  let made = 0;
  const dated = (work: Work) => kept(work, "dated", (making) => [making.now, ++made]);
  await as(maria, dated);
  await as(maria, dated);
  expect(made).toBe(2);
  const failing = (work: Work) =>
    kept(work, "failing", () => {
      throw new Error(`failed ${++made}`);
    });
  await expect(as(maria, failing)).rejects.toThrow("failed 3");
  await expect(as(maria, failing)).rejects.toThrow("failed 4");
});

test("another catalogue makes it anew", async () => {
  let made = 0;
  const make = (work: Work) => kept(work, "by catalogue", () => ++made);
  await as(maria, make);
  await as(maria, (work) => make({ ...work, catalogue: { ...work.catalogue } }));
  expect(made).toBe(2);
});

test("a kept query is asked with what stands at its places", async () => {
  const twice = (number: number) =>
    as(maria, (work) => {
      const query = kept(work, "twice", (making) =>
        compiled(making, sql<{ twice: number }>`select ${place("number")}::integer * 2 as twice`),
      );
      return ask(work, query, { number });
    });
  expect([await twice(2), await twice(21)]).toEqual([[{ twice: 4 }], [{ twice: 42 }]]);
});
