import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createApiKey, isSetUp } from "#platform";
import { testRuntime } from "../../../test/harness.ts";
import { countryOf, type FirstOrganisation, setUpWhereNone } from "./set-up.ts";

const first: FirstOrganisation = {
  organisation: {
    name: "My company",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  },
  owner: { name: "Owner", email: "owner@my-company.example" },
};

test("a command on an installation that nobody set up finds roles, an owner and a pipeline", async () => {
  const runtime = await testRuntime();
  const printed = new PassThrough();
  await setUpWhereNone(runtime, () => first, printed);
  expect(String(printed.read())).toMatch(/^Sign in as owner@my-company\.example with the password \S{12}\n$/);
  expect(await isSetUp(runtime.database)).toBe(true);
  const { key } = await runtime.runAsSystem((work) =>
    createApiKey(work, { name: "A program", role: "administrator" }),
  );
  expect(key).toMatch(/^rk_/);
  expect(await runtime.database.selectFrom("stages").select("id").execute()).toHaveLength(6);
});

test("what was set up stays, and two that come at once set it up once", async () => {
  const runtime = await testRuntime();
  const printed = new PassThrough();
  await Promise.all([1, 2].map(() => setUpWhereNone(runtime, () => first, printed)));
  await setUpWhereNone(runtime, () => first, printed);
  expect(String(printed.read()).split("Sign in")).toHaveLength(2);
  expect(await runtime.database.selectFrom("users").select("id").execute()).toHaveLength(1);
});

test("the country is that of the machine's time zone, else of its language", () => {
  expect(countryOf("en_US.UTF-8", "Europe/Sofia")).toBe("BG");
  expect(countryOf("de_DE.UTF-8", "Europe/Berlin")).toBe("DE");
  expect(countryOf("es_ES.UTF-8", "UTC")).toBe("ES");
  expect(countryOf("C.UTF-8", "UTC")).toBe("BG");
});
