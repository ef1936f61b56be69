import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

let product: Product & { printed: string };
let browser: Browser;
let signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test("one signs in by the keyboard alone", async () => {
  const [, email = "", password = ""] =
    /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const context = await sitDown(browser);
  const page = await context.newPage();
  await page.goto(product.address);
  const address = page.getByRole("textbox", { name: "Email" });
  await address.waitFor();
  await reach(page, () => address.evaluate((field) => field === document.activeElement));
  await page.keyboard.type(email);
  const secret = page.getByLabel("Password", { exact: true });
  await reach(page, () => secret.evaluate((field) => field === document.activeElement));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Deals" }).first().waitFor();
  signedIn = await context.storageState();
  await context.close();
});

test("a user hides and moves places of the navigation, and the account keeps it", async () => {
  const page = await (await sitDown(browser, { signedIn })).newPage();
  await page.goto(product.address);
  const menu = page.getByRole("button", { name: "Elena Petrova" });
  await menu.click();
  await page.getByRole("button", { name: "Arrange navigation" }).click();
  const kept = () =>
    page.waitForResponse(
      (answer) =>
        answer.request().method() === "PUT" && answer.url().endsWith("/api/me/preferences") && answer.ok(),
    );
  await Promise.all([kept(), page.getByRole("button", { name: "Move up: Deals" }).click()]);
  await page.getByRole("switch", { name: "Show: Products" }).focus();
  await Promise.all([kept(), page.keyboard.press("Space")]);
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();

  const elsewhere = await (await sitDown(browser, { signedIn })).newPage();
  await elsewhere.goto(product.address);
  const places = elsewhere.getByRole("navigation", { name: "Navigation" }).first().getByRole("link");
  await places.filter({ hasText: "Deals" }).first().waitFor();
  const names = (await places.allTextContents()).map((name) => name.trim());
  expect(names.indexOf("Deals")).toBeLessThan(names.indexOf("Leads"));
  expect(names).not.toContain("Products");
  await elsewhere.context().close();
});

test("a task pulled to the right on a phone is done", async () => {
  const page = await (await sitDown(browser, { width: 390, height: 844, touch: true, signedIn })).newPage();
  await page.goto(product.address);
  const line = page.locator("[data-task]").first();
  const name = (await line.getByRole("link").first().textContent()) ?? "";
  await settled(page);
  await pull(page, line);
  await page.getByText(`Done: ${name}`).waitFor();
  await page.context().close();
});

test("what was archived waits in the recycle bin, comes back, and is deleted for good only when asked by name", async () => {
  const page = await (await sitDown(browser, { signedIn })).newPage();
  const headers = { origin: product.address };
  const made = async (name: string) => {
    const answer = await page.request.post(`${product.address}/api/companies`, { headers, data: { name } });
    return (await answer.json()) as { id: string; name: string };
  };
  // Of their own: whoever has quotes is not deleted while these are there.
  const [kept, gone] = [await made("Kept Awhile"), await made("Soon Gone")];
  const pathOf = ({ id }: { id: string }) => `${product.address}/api/companies/${id}`;
  for (const company of [kept, gone]) await page.request.delete(pathOf(company), { headers });
  // The address that the bin had before leads to it.
  await page.goto(`${product.address}/settings/archive`);
  await page.getByRole("checkbox", { name: `Select ${gone.name}` }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("toolbar").getByRole("button", { name: "Restore" }).click();
  await page.getByText(`Restored: ${kept.name}`).waitFor();
  expect((await (await page.request.get(pathOf(kept))).json()).archived_at).toBeNull();
  await page.getByRole("button", { name: `Delete for good: ${gone.name}` }).click();
  const asked = page.getByRole("dialog", { name: `Delete “${gone.name}” for good?` });
  await asked.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("The recycle bin is empty").waitFor();
  expect((await page.request.get(pathOf(gone))).status()).toBe(404);
  await page.context().close();
});

/** Presses Tab until `isReached`, as somebody without a mouse does. */
async function reach(page: Page, isReached: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 15; presses++) {
    if (await isReached()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("The keyboard does not get there.");
}

async function pull(page: Page, line: ReturnType<Page["locator"]>): Promise<void> {
  const box = await line.boundingBox();
  if (!box) throw new Error("The line is not to be seen.");
  const y = box.y + box.height / 2;
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await touch("touchStart", 80);
  for (let x = 90; x <= 240; x += 15) await touch("touchMove", x);
  await touch("touchEnd");
}

test("the palette finds in another script, says by what, and remembers what was opened", async () => {
  const page = await (await sitDown(browser, { signedIn })).newPage();
  await page.goto(product.address);
  const palette = page.getByRole("combobox");
  const lines = page.getByRole("listbox").getByRole("option");
  await page.getByRole("link", { name: "Deals" }).first().waitFor();
  await page.keyboard.press("Control+k");
  await palette.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("алис пател foundry");
  const hit = lines.filter({ hasText: "Alice Patel" }).first();
  await hit.locator("mark", { hasText: "foundry" }).waitFor();
  expect(await hit.locator("mark").allTextContents()).toEqual([
    "Alice",
    "Patel",
    "alice",
    "patel",
    "foundry",
  ]);
  expect(await hit.textContent()).toContain("Email: alice.patel@foundry-training.example");
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await page.keyboard.press("Control+k");
  await lines.filter({ hasText: "Alice Patel" }).first().waitFor();
  await page.context().close();
});
