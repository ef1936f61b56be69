import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

let product: Product & { printed: string };
let browser: Browser;
let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const context = await sitDown(browser);
  const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const headers = { origin: product.address };
  await context.request.post(`${product.address}/api/session`, { data: { email, password }, headers });
  signedIn = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function open(path: string): Promise<Page> {
  const page = await (await sitDown(browser, { signedIn })).newPage();
  await page.goto(`${product.address}${path}`);
  await settled(page);
  return page;
}

/** By the keyboard; on the way there nothing that fits is left, and all is back. */
async function findSetting(page: Page, words: string): Promise<void> {
  const settings = page.getByRole("navigation", { name: "Settings" });
  const search = settings.getByRole("searchbox", { name: "Find a setting" });
  const all = await settings.getByRole("link").count();
  await search.fill("nothing of the kind");
  await settings.getByText("Nothing for “nothing of the kind”").waitFor();
  expect(await settings.getByRole("link").count()).toBe(0);
  await search.press("Escape");
  expect(await settings.getByRole("link").count()).toBe(all);
  await search.fill(words);
  await search.press("Enter");
  await page.waitForURL(`**/settings/${words}s`);
}

test("a field hidden in a role is gone for who has it, as looking through their eyes shows", async () => {
  const page = await open("/settings/roles");
  await page.getByRole("link", { name: "Salesperson" }).click();
  await page.getByRole("button", { name: /^Companies: Fields/ }).click();
  const fields = page.getByRole("dialog");
  await fields.getByRole("textbox", { name: "Find a field" }).fill("Revenue");
  await fields.getByText("Hidden", { exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Companies: Fields: 1 hidden" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved").waitFor();

  await findSetting(page, "user");
  await page.getByRole("button", { name: "Actions for Hannah Shaw" }).click();
  await page.getByRole("menuitem", { name: "Look as Hannah Shaw" }).click();
  const back = page.getByRole("button", { name: "Go on as Elena Petrova" });
  await back.waitFor();
  const company = await (await page.request.get(`${product.address}/api/companies?limit=1`)).json();
  expect(Object.keys(company.data[0])).not.toContain("revenue");
  await page.goto(`${product.address}/companies/${company.data[0].id}`);
  await settled(page);
  expect(await page.getByText("Revenue", { exact: true }).count()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.getByRole("button", { name: /Share|Write a note/ }).count()).toBe(0);
  await expectNothingOffered(page);
  await back.click();
  await page.waitForURL("**/settings/users");
  await back.waitFor({ state: "detached" });
  await page.context().close();
});

/** Who looks through another's eyes is shown no way to make anything: no button, no keys, no command. */
async function expectNothingOffered(page: Page): Promise<void> {
  await page.goto(`${product.address}/companies`);
  await page.getByRole("row").nth(3).waitFor();
  expect(await page.getByRole("button", { name: /^New/ }).count()).toBe(0);
  await page.keyboard.press("c");
  await page.keyboard.press("c");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.getByRole("option", { name: "Companies" }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(1);
  expect(await palette.getByRole("option", { name: /^New/ }).count()).toBe(0);
  await page.keyboard.press("Escape");
}

test("a record is shared on its page, and it is said why the receiver may see it", async () => {
  const page = await open("/companies");
  const { data } = await (await page.request.get(`${product.address}/api/companies?limit=1`)).json();
  await page.goto(`${product.address}/companies/${data[0].id}`);
  await page.getByRole("button", { name: "Share" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("combobox", { name: "For what" }).selectOption("change");
  await sheet.getByRole("textbox", { name: "With whom" }).fill("Hannah");
  await page.getByRole("option", { name: /Hannah Shaw/ }).click();
  await sheet.getByRole("button", { name: "Share", exact: true }).click();
  await sheet.getByText("Hannah Shaw").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Who may see this?" }).click();
  await page
    .getByText(/reaches all records of this kind/)
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});

test("somebody is moved to another team from the tree", async () => {
  const page = await open("/settings/teams");
  await page.getByRole("button", { name: "Move to… Hannah Shaw" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Team" }).click();
  await page.getByRole("option", { name: "Key accounts" }).click();
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  const told = page.getByRole("alert").filter({ hasText: "Hannah Shaw is now in Key accounts" });
  await told.getByRole("button", { name: "Undo" }).click();
  await page.getByText("1 record put back").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
});
