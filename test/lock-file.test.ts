import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the lock file names no host, so that every registry serves it", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { resolved?: string }>;
  };
  const names = Object.keys(lock.packages);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => lock.packages[name]?.resolved)).toEqual([]);
});
