import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fullGrant } from "#records/contract";
import { openFrontDoor } from "./front-door.ts";

const examplesOf = (page: string) =>
  [
    ...readFileSync(new URL(`../docs/api/${page}`, import.meta.url), "utf8").matchAll(
      /^```sh\n(.*?)^```$/gms,
    ),
  ].map(([, example]) => `${example}\necho\n`);
const [guide, shop] = [examplesOf("README.md"), examplesOf("shop.md")];

test("the examples of the guide run as they stand, one after the other, and then those for a shop", async () => {
  expect(guide.length).toBeGreaterThan(7);
  expect(shop.length).toBeGreaterThan(2);
  const door = await openFrontDoor();
  const { authorization } = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  const chair = { name: "Chair", price: { amount: "100", currency: "EUR" } };
  const made = await door.ask({
    method: "POST",
    url: "/api/products",
    headers: { authorization },
    payload: chair,
  });
  const env = {
    ...process.env,
    RAPPORT: await door.listen(),
    KEY: authorization.replace("Bearer ", ""),
    PRODUCT: made.json<{ id: string }>().id,
    no_proxy: "*",
  };
  const script = [...guide, ...shop].join("");
  const run = promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { env });
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  expect(stdout).toContain("Head of purchasing");
  expect(stdout).toContain('"reference":"WEB-1024","state":"confirmed"');
  expect(stdout).not.toContain('"problem":{');
  const { data } = (
    await door.ask({ url: "/api/companies?fields=name&sort=name", headers: { authorization } })
  ).json();
  expect(data.map(({ name }: { name: string }) => name)).toEqual(["Pirin Tours", "Rila Foods"]);
});
