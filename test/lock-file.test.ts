import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

test("the lock file names no host, so that every registry serves it", () => {
  const names = Object.keys(lock.packages);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => lock.packages[name]?.resolved)).toEqual([]);
});

// npm leaves out what its registry does not serve, and then refuses the lock file elsewhere.
test("the lock file knows the programs for every platform, not only for the one it was made on", () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isFound(name, path)),
  );
  expect(missing).toEqual([]);
});

/** Whether a package at `path` finds `name` in its own folder of packages or in one above it. */
function isFound(name: string, path: string): boolean {
  if (lock.packages[`${path}${path && "/"}node_modules/${name}`]) return true;
  return path !== "" && isFound(name, path.slice(0, Math.max(0, path.lastIndexOf("node_modules/") - 1)));
}
