import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, Result } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules that any page of ours keeps; fewer means that there was hardly anything to look at. */
const leastKept = 15;

/** Runs axe over the whole page and answers what it found. Throws where the page was empty. */
export async function violations(page: Page): Promise<readonly Result[]> {
  // Through the debugger, not a script tag: the page's own policy lets no foreign script in.
  await page.evaluate(source);
  const results = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults;
  if (results.passes.length < leastKept) throw new Error(`axe saw an empty page at ${page.url()}`);
  return results.violations;
}
