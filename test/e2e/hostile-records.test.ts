import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, picture, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

// What somebody who writes to us would like our screens to run.
const script = `<script>window.__ran=1</script><img src=x onerror="window.__ran=1"><svg onload="window.__ran=1">`;
const short = `"><img src=x onerror=window.__ran=1>`;

let product: Product & { printed: string };
let browser: Browser;
let context: BrowserContext;
let page: Page;
const ran: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  context = await sitDown(browser);
  page = await context.newPage();
  page.on("dialog", (dialog) => {
    ran.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (url.startsWith("http") && !url.startsWith(product.address)) ran.push(`a request to ${url}`);
    // The picture of a name that was taken for markup.
    if (new URL(url).pathname.endsWith("/x")) ran.push(`a picture: ${url}`);
  });
  await page.goto(product.address);
  await page.getByRole("textbox", { name: "Email" }).fill(email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Deals" }).first().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const headers = () => ({ origin: product.address });

async function make(path: string, data: object): Promise<string> {
  const made = await page.request.post(`${product.address}/api/${path}`, { data, headers: headers() });
  expect(made.status(), `${path}: ${await made.text()}`).toBeLessThan(300);
  return ((await made.json()) as { id: string }).id;
}

async function shows(path: string, words: string): Promise<void> {
  await page.goto(product.address + path);
  await page.getByText(words).filter({ visible: true }).first().waitFor();
  await nothingRan(path);
}

async function nothingRan(where: string): Promise<void> {
  await page.waitForTimeout(300);
  const marked = await page.evaluate(() => Object.hasOwn(window, "__ran"));
  const foreign = await page.locator("img[src='x'], svg[onload], script:not([src])").count();
  const links = await page
    .locator("a[href^='javascript:' i], a[href^='data:' i], a[href^='vbscript:' i]")
    .count();
  expect({ where, marked, foreign, links, ran }).toEqual({
    where,
    marked: false,
    foreign: 0,
    links: 0,
    ran: [],
  });
}

test("what is written into records is shown as it is and runs nowhere", async () => {
  const company = await make("companies", {
    name: short,
    description: script,
    legal_name: short,
    tax_number: "1",
  });
  const person = await make("people", {
    name: { given: short, family: "X" },
    job_title: short,
    company,
    description: script,
  });
  const deal = await make("deals", { name: short, company, person, next_step: short, description: script });
  await make("notes", { body: script, party: company });
  await make("tasks", {
    subject: short,
    description: script,
    party: company,
    due_at: new Date().toISOString(),
  });
  await make(`parties/${company}/interactions`, { kind: "call", subject: short, body: script });
  const view = { object: "company", kind: "table", definition: {}, shared: true };
  await make("views", { ...view, name: short.slice(0, 100) });
  for (const value of [
    "javascript:window.__ran=1",
    "data:text/html,<script>1</script>",
    "JaVaScRiPt://x.example/%0aalert(1)",
  ]) {
    const answer = await page.request.post(`${product.address}/api/companies`, {
      data: { name: "Address", website: value },
      headers: headers(),
    });
    expect(answer.status()).toBe(422);
    const point = { party: company, kind: "website", value };
    const made = await page.request.post(`${product.address}/api/contact-points`, {
      data: point,
      headers: headers(),
    });
    expect([201, 422]).toContain(made.status());
  }
  await make("contact-points", { party: company, kind: "other", value: "javascript:window.__ran=1" });

  await shows("/companies?search=onerror", short);
  await picture(page, "hostile-list");
  await shows(`/companies/${company}`, short);
  await shows(`/people/${person}`, short);
  await shows(`/deals/${deal}`, short);
  await picture(page, "hostile-page");
  await shows("/deals?kind=board&search=onerror", short);
  await shows("/tasks", short);
  await page.goto(`${product.address}/calendar`);
  await nothingRan("/calendar");
  await page.goto(`${product.address}/`);
  await page.getByRole("navigation").first().waitFor();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("dialog").getByRole("combobox").fill("onerror");
  await page.getByRole("dialog").getByText(short).first().waitFor();
  await nothingRan("the palette");
});

test("a hostile file, its name and its cells are shown in the preview and run nowhere", async () => {
  const cells = `Name,Website,City\n"${short.replaceAll('"', '""')}",javascript:window.__ran=1,"=HYPERLINK(""http://evil.example"")"\n`;
  const name = encodeURIComponent(`${short}.csv`);
  const uploaded = await page.request.post(`${product.address}/api/imports?name=${name}`, {
    data: Buffer.from(cells),
    headers: { ...headers(), "content-type": "text/csv" },
  });
  expect(uploaded.status(), await uploaded.text()).toBe(201);
  const { id } = (await uploaded.json()) as { id: string };
  await page.goto(`${product.address}/imports/${id}`);
  await page.getByText("onerror").filter({ visible: true }).first().waitFor();
  await nothingRan("the import");
  await picture(page, "hostile-import");
});

test("a list of formulas leaves as texts", async () => {
  for (const name of ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\uff1d1+1"])
    await make("companies", { name, tax_number: "formula" });
  const filter = encodeURIComponent(JSON.stringify({ field: "tax_number", op: "is", value: "formula" }));
  const answer = await page.request.get(
    `${product.address}/api/exports/companies?fields=name&filter=${filter}`,
  );
  const lines = (await answer.text()).split("\r\n").slice(1, -1);
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(line).toMatch(/^"?'/);
});
