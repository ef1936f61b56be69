import { glob, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { keptFolders } from "./contents.ts";

/** What a backup has in another form, or what is made anew. */
const others = ["postgres", "scheduled", "secret"];

test("every folder in which the product keeps files is backed up", async () => {
  const named = new Set<string>();
  for await (const path of glob("src/**/*.ts")) {
    if (path.includes(".test.") || path.includes("/testing/")) continue;
    const text = await readFile(path, "utf8");
    for (const [, name = ""] of text.matchAll(/join\([\w.]*[dD]ataFolder,\s*"([\w.-]+)"/g)) named.add(name);
  }
  expect([...named].filter((name) => !others.includes(name)).sort()).toEqual([...keptFolders]);
});
