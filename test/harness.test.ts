import { expect, test } from "vitest";
import { companyObject, partyObject } from "#customers/contract";
import { userObject } from "#platform/contract";
import { create, get } from "#records";
import { buildOrganisation, buildUser } from "./builders.ts";
import { testDatabase, testRuntime } from "./harness.ts";

const modules = [{ name: "some", objects: [userObject, partyObject, companyObject], handlers: [] }];

test("two databases of one run know nothing of each other", async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  await buildOrganisation(one.database);
  expect((await other.pool.query("select from organisation")).rowCount).toBe(0);
});

test("a user that a test built can work with records", async () => {
  const runtime = await testRuntime({ modules });
  await buildOrganisation(runtime.database);
  const maria = await buildUser(runtime.database);
  const { id } = await runtime.run(maria, "screen", (work) => create(work, "company", { name: "Витоша" }));
  expect(await runtime.run(maria, "screen", (work) => get(work, "company", id))).toMatchObject({
    name: "Витоша",
  });
});
