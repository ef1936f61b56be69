import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fullGrant } from "#records/contract";
import { openFrontDoor } from "./front-door.ts";

const guide = readFileSync(new URL("../docs/api/README.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] as string);

test("the examples of the guide run as they stand, one after the other", async () => {
  expect(examples.length).toBeGreaterThan(7);
  const door = await openFrontDoor();
  const { authorization } = await door.key({ objects: { "*": fullGrant }, permissions: ["*"] });
  const env = {
    ...process.env,
    RAPPORT: await door.listen(),
    KEY: authorization.replace("Bearer ", ""),
    no_proxy: "*",
  };
  const script = examples.map((example) => `${example}\necho\n`).join("");
  const run = promisify(execFile)("bash", ["-euo", "pipefail", "-c", script], { env });
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  expect(stdout).toContain("Head of purchasing");
  expect(stdout).not.toContain('"problem":{');
  const { data } = (
    await door.ask({ url: "/api/companies?fields=name&sort=name", headers: { authorization } })
  ).json();
  expect(data.map(({ name }: { name: string }) => name)).toEqual(["Pirin Tours", "Rila Foods"]);
});
