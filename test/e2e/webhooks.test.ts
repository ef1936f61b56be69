import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReceiver, type Receiver } from "../../src/modules/exchange/testing/receiver.ts";
import { openBrowser, seriousFindings, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

let receiver: Receiver;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  receiver = await openReceiver();
  process.env.RAPPORT_EGRESS_ALLOW = `127.0.0.1:${receiver.port}`;
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});

afterAll(async () => {
  delete process.env.RAPPORT_EGRESS_ALLOW;
  await browser?.close();
  await product?.stop();
  await receiver?.close();
});

test("an administrator has a warehouse told of new companies, tries it out, and sees what was told", async () => {
  const context = await sitDown(browser);
  const say = (path: string, data: object) =>
    context.request.post(product.address + path, { data, headers: { origin: product.address } });
  const owner = { name: "Maria Ivanova", email: "maria@example.com", password: "a long and quiet river" };
  const organisation = {
    name: "Vitosha",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  };
  expect((await say("/api/setup", { organisation, owner })).status()).toBe(201);

  const page = await context.newPage();
  await page.goto(`${product.address}/settings/webhooks`);
  await page.getByRole("link", { name: "New webhook" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Warehouse");
  await page
    .getByRole("textbox", { name: "Address" })
    .fill(receiver.address.replace(String(receiver.port), "9"));
  await page.getByRole("combobox", { name: "Add a kind of record" }).click();
  await page.getByRole("option", { name: "Companies", exact: true }).click();
  await page.getByRole("checkbox", { name: "Changed" }).uncheck();
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Administrator" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  // An address inside the own network is refused beside the field, and what was written stays.
  await page.getByText("RAPPORT_EGRESS_ALLOW").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("textbox", { name: "Address" }).fill(receiver.address);
  await page.getByRole("button", { name: "Save" }).click();
  const secret = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  await page.getByRole("button", { name: "I have kept it" }).click();

  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("The receiver took the test.").waitFor();
  await page.keyboard.press("Escape");
  expect((await say("/api/companies", { name: "Rila" })).status()).toBe(201);
  const line = page.getByRole("button", { name: /Company · Created/ });
  await line.filter({ hasText: "Delivered" }).waitFor();
  await line.click();
  await page.getByRole("link", { name: "Rila" }).waitFor();
  await page.getByText("company.created").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const [tested, told] = receiver.calls;
  expect(receiver.verify(secret, tested!)).toMatchObject({ type: "webhook.test" });
  expect(receiver.verify(secret, told!)).toMatchObject({ type: "company.created" });
  await context.close();
});
