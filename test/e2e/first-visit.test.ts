import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, picture, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, root, startProduct } from "./product.ts";

const salesFolder = resolve(root, "../shared/data/sales");
const files = ["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"].map((file) =>
  join(salesFolder, file),
);
const withFiles = files.every((file) => existsSync(file));
if (!withFiles) console.log("The files of a real company are not here: their import is not tried.");

let product: Product;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  page = await (await sitDown(browser)).newPage();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test("a newcomer sets up the organisation in a few fields and stands before three ways to begin", async () => {
  await page.goto(product.address);
  await page.getByRole("heading", { name: "Your organisation" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page
    .getByRole("textbox", { name: /^(Name|Organisation)/ })
    .first()
    .fill("Vitosha Trading");
  await picture(page, "set-up-organisation");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Elena Petrova");
  await page.getByRole("textbox", { name: "Email" }).fill("elena@vitosha.example");
  await page.getByLabel("Password", { exact: true }).fill("seven quiet rivers");
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("How would you like to begin?").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, "set-up-start");
});

test.runIf(withFiles)(
  "a real company's four files go in through the browser, completely",
  { timeout: 300_000 },
  async () => {
    await page.getByText("Import files").first().click();
    await page.waitForURL("**/imports/new**");
    await page.locator("input[type=file]").first().setInputFiles(files);
    await page.getByText("sales_pipeline.csv").first().waitFor();
    await picture(page, "import-columns");
    await walkToImport(page);
    await expectTotals({ companies: 85, products: 7, deals: 8800 });
    await picture(page, "import-result");
  },
);

test.runIf(withFiles)("what came in is what stood in the files", async () => {
  const count = async (path: string, filter: object) => {
    const query = new URLSearchParams({
      count: "true",
      limit: "1",
      fields: "id",
      filter: JSON.stringify(filter),
    });
    const answer = await page.request.get(`${product.address}/api/${path}?${query}`);
    return ((await answer.json()) as { count: { value: number } }).count.value;
  };
  expect(await count("deals", { field: "stage.kind", op: "is", value: "won" })).toBe(4238);
  expect(await count("deals", { field: "stage.kind", op: "is", value: "lost" })).toBe(2473);
  expect(await count("deals", { field: "stage.kind", op: "is", value: "open" })).toBe(2089);
  expect(await count("deals", { field: "company", op: "empty" })).toBe(1425);
  expect(await count("companies", { field: "parent", op: "not_empty" })).toBe(15);
  expect(
    await count("users", {
      and: [
        { field: "manager", op: "not_empty" },
        { field: "team", op: "not_empty" },
      ],
    }),
  ).toBe(35);
});

test.runIf(withFiles)("a list of all deals scrolls to its end without a blank row", async () => {
  await page.goto(`${product.address}/deals`);
  const grid = page.getByRole("grid");
  await grid.getByRole("row").nth(5).waitFor();
  for (const part of [0.1, 0.35, 0.6, 0.99]) {
    await grid.evaluate((element, share) => {
      const scroller = [element, ...element.querySelectorAll("*"), element.parentElement as Element].find(
        (one) => one.scrollHeight > one.clientHeight + 1000,
      );
      scroller?.scrollTo(0, scroller.scrollHeight * share);
    }, part);
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll("[role=row] [role=gridcell]:nth-child(2)")].filter((cell) =>
          cell.textContent?.trim(),
        ).length > 10,
      undefined,
      { timeout: 15_000 },
    );
  }
  await picture(page, "deals-scrolled");
});

/** Goes on from step to step and file to file until everything is imported. */
async function walkToImport(at: Page): Promise<void> {
  for (let step = 0; step < 30; step++) {
    const run = at.getByRole("button", { name: /^Import \d[\d,]* (file|row)s?$/ });
    const next = at.getByRole("button", { name: /^Continue/ });
    await run.or(next).first().waitFor();
    await settled(at);
    if (await run.isVisible()) return run.click();
    await next.first().click({ timeout: 30_000 });
  }
  throw new Error("The import was never offered");
}

async function expectTotals(expected: Readonly<Record<string, number>>): Promise<void> {
  await expect
    .poll(
      async () => {
        const found: Record<string, number> = {};
        for (const path of Object.keys(expected)) {
          const answer = await page.request.get(
            `${product.address}/api/${path}?count=true&limit=1&fields=id`,
          );
          found[path] = ((await answer.json()) as { count: { value: number } }).count.value;
        }
        return found;
      },
      { timeout: 120_000, interval: 1000 },
    )
    .toEqual(expected);
}
