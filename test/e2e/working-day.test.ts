import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, picture, type Sight, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

const soon = { timeout: 30_000 };

let product: Product & { printed: string };
let browser: Browser;
let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const context = await sitDown(browser);
  const page = await context.newPage();
  await page.goto(product.address);
  await page.getByRole("textbox", { name: "Email" }).fill(email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Deals" }).first().waitFor();
  signedIn = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Someone who is signed in opens a page of the product at a screen of their own. */
async function open(path: string, sight: Sight = {}): Promise<Page> {
  const context = await sitDown(browser, { ...sight, signedIn });
  const page = await context.newPage();
  await page.goto(product.address + path);
  return page;
}

async function api<T>(page: Page, path: string): Promise<T> {
  return (await (await page.request.get(`${product.address}/api/${path}`)).json()) as T;
}

describe("a working day", () => {
  test("a deal is dragged to the next stage, and the server knows", async () => {
    const page = await open("/deals?kind=board");
    const columns = page.locator("main [role=listitem]:has([data-card])");
    const card = columns.nth(0).locator("[data-card]").first();
    await card.waitFor();
    const name = (await card.locator("[data-card-name]").textContent())?.trim() ?? "";
    await drag(page, card, columns.nth(1));
    await expect.poll(() => stageOf(page, name), soon).toBe("Qualified");
    await picture(page, "board");
    await page.context().close();
  });

  test("a cell is edited in place and keeps what was typed", async () => {
    const page = await open("/companies");
    const cell = page.getByRole("row").nth(2).getByRole("gridcell").nth(4);
    await cell.click();
    await page.keyboard.press("Enter");
    await cell.locator("input").waitFor();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("4321");
    await page.keyboard.press("Enter");
    await expect.poll(() => cell.textContent(), soon).toContain("4,321");
    await page.reload();
    await expect
      .poll(() => page.getByRole("row").nth(2).getByRole("gridcell").nth(4).textContent(), soon)
      .toContain("4,321");
    await page.context().close();
  });

  test("a person is found in Latin and in Cyrillic letters", async () => {
    const page = await open("/");
    await page.getByRole("navigation").first().waitFor();
    const made = await page.request.post(`${product.address}/api/people`, {
      data: { name: "Георги Иванов", email: "georgi@nordic.example" },
      headers: { origin: product.address },
    });
    expect(made.status()).toBe(201);
    for (const words of ["Иванов", "ivanov"]) {
      await page.keyboard.press("ControlOrMeta+K");
      await page.getByRole("dialog").getByRole("combobox").fill(words);
      await page.getByRole("dialog").getByText("Георги Иванов").first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await page.context().close();
  });

  test("the language changes at once, with its plurals, dates and money", async () => {
    for (const [locale, deals] of [
      ["bg", "Сделки"],
      ["ru", "Сделки"],
      ["es", "Oportunidades|Tratos|Negocios"],
    ] as const) {
      const page = await open("/deals");
      await page.request.patch(`${product.address}/api/me`, {
        data: { locale },
        headers: { origin: product.address },
      });
      await page.reload();
      await page
        .getByRole("link", { name: new RegExp(`^(${deals})$`) })
        .first()
        .waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      await picture(page, `deals-${locale}`);
      await page.request.patch(`${product.address}/api/me`, {
        data: { locale: "en" },
        headers: { origin: product.address },
      });
      await page.context().close();
    }
  });

  test("a note is written on a customer's timeline", async () => {
    const page = await open("/people");
    const { data } = await api<{ data: { id: string }[] }>(page, "people?limit=1&fields=id");
    await page.goto(`${product.address}/people/${data[0]?.id}`);
    await page.getByRole("button", { name: "Write a note…" }).click();
    await page.getByPlaceholder("Write a note…").fill("Wants a second offer by Friday");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByText("Wants a second offer by Friday").filter({ visible: true }).first().waitFor();
    await page.reload();
    await page.getByText("Wants a second offer by Friday").filter({ visible: true }).first().waitFor();
    await page.context().close();
  });

  test("everything can be reached on a phone, one column wide", async () => {
    for (const path of ["/", "/people", "/deals", "/deals?kind=board", "/calendar", "/tasks", "/settings"]) {
      const page = await open(path, { width: 390, height: 844 });
      await page.getByRole("navigation").first().waitFor();
      await settled(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} is wider than the phone`).toBeLessThanOrEqual(0);
      await picture(page, `phone${path.replaceAll(/[/?=]/g, "-")}`);
      if (path === "/settings") await chooseSetting(page, "Taxes");
      await page.context().close();
    }
  });
});

async function chooseSetting(page: Page, title: string): Promise<void> {
  const choice = page.getByRole("combobox", { name: "Find a setting" });
  await choice.fill(title.slice(0, 3));
  await page.getByRole("option", { name: title }).click();
  await page.waitForURL("**/settings/taxes");
  await settled(page);
  expect(await choice.inputValue()).toBe(title);
}

describe("nobody is shut out", () => {
  const paths = ["/", "/people", "/deals?kind=board", "/calendar", "/imports/new", "/settings/users"];
  test.each(paths)("axe has no serious finding on %s, light and dark", async (path) => {
    for (const dark of [false, true]) {
      const page = await open(path, { dark });
      await page.getByRole("navigation").first().waitFor();
      await settled(page);
      expect(await seriousFindings(page), dark ? "dark" : "light").toEqual([]);
      await page.context().close();
    }
  });

  test("a record's page has no serious finding, and what is empty hides nothing that is there", async () => {
    const page = await open("/");
    const { data } = await api<{ data: { id: string }[] }>(page, "people?limit=1&fields=id");
    await page.goto(`${product.address}/people/${data[0]?.id}`);
    await settled(page);
    expect(await seriousFindings(page)).toEqual([]);
    const empty = page.getByRole("region", { name: "Price lists" });
    expect(await empty.isVisible()).toBe(false);
    await page.getByRole("button", { name: /more, all empty$/ }).click();
    await empty.waitFor();
    await page.context().close();
  });
});

async function stageOf(page: Page, name: string): Promise<string | undefined> {
  const filter = encodeURIComponent(JSON.stringify({ field: "name", op: "is", value: name }));
  const { data } = await api<{ data: { stage: { title: string } }[] }>(
    page,
    `deals?fields=stage&filter=${filter}`,
  );
  return data[0]?.stage.title;
}

// As a hand does it: pressed, a little way, over the column, let go.
async function drag(
  page: Page,
  from: ReturnType<Page["locator"]>,
  to: ReturnType<Page["locator"]>,
): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("Nothing to drag");
  await page.mouse.move(start.x + 10, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(start.x + 30, start.y + 20, { steps: 5 });
  await page.mouse.move(end.x + end.width / 2, end.y + 160, { steps: 15 });
  await to.and(page.locator("[data-over]")).waitFor();
  await page.mouse.up();
}
