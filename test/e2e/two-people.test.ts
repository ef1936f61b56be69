import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { openBrowser, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

const soon = { timeout: 30_000 };

let product: Product & { printed: string };
let browser: Browser;
let elena: Page;
let maria: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const [, email = "", password = ""] =
    /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const colleague = { email: `maria.${Date.now()}@vitosha.example`, password: "four slow mountains" };
  const name = ["--name", "Maria Koleva", "--email", colleague.email];
  await product.command(
    "user",
    "create",
    ...name,
    "--password",
    colleague.password,
    "--role",
    "administrator",
  );
  [elena, maria] = await Promise.all([signIn({ email, password }), signIn(colleague)]);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function signIn(data: { email: string; password: string }): Promise<Page> {
  const context: BrowserContext = await sitDown(browser);
  const answer = await context.request.post(`${product.address}/api/session`, {
    data,
    headers: { origin: product.address },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return context.newPage();
}

type Values = Readonly<Record<string, unknown>>;

async function ask<T>(page: Page, method: string, path: string, data?: Values): Promise<T> {
  const answer = await page.request.fetch(`${product.address}/api/${path}`, {
    method,
    headers: { origin: product.address },
    ...(data ? { data } : {}),
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

function make(path: string, values: Values): Promise<{ id: string; version: number }> {
  return ask(elena, "POST", path, values);
}

const filtered = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;

async function typeFact(page: Page, field: string, text: string): Promise<void> {
  await page
    .getByRole("button", { name: `Edit ${field}`, exact: true })
    .first()
    .click();
  await page.getByRole("textbox", { name: field, exact: true }).waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

test("who saves second is shown both values and chooses", async () => {
  const person = await make("people", { name: "Georgi Stoyanov", job_title: "Buyer" });
  for (const page of [elena, maria]) await page.goto(`${product.address}/people/${person.id}`);
  const jobTitle = async () =>
    (await ask<{ job_title: string }>(elena, "GET", `people/${person.id}`)).job_title;

  await typeFact(elena, "Job title", "Head of buying");
  await typeFact(maria, "Job title", "Buying director");
  await maria.keyboard.press("Enter");
  await expect.poll(jobTitle, soon).toBe("Buying director");
  // Her change arrives on the screen of the one who is still typing.
  await elena.getByText("Buying director").first().waitFor();
  await elena.keyboard.press("Enter");
  const question = elena.getByRole("alertdialog");
  await question.getByText("Buying director").waitFor();
  await question.getByText("Head of buying").waitFor();
  expect(await jobTitle()).toBe("Buying director");
  await question.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(jobTitle, soon).toBe("Head of buying");
  await maria.getByText("Head of buying").first().waitFor();

  await typeFact(maria, "Job title", "Somebody else");
  await typeFact(elena, "Job title", "Chief buyer");
  await elena.keyboard.press("Enter");
  await expect.poll(jobTitle, soon).toBe("Chief buyer");
  await maria.keyboard.press("Enter");
  await maria.getByRole("alertdialog").getByRole("button", { name: "Take theirs" }).click();
  await maria.getByText("Chief buyer").first().waitFor();
  expect(await jobTitle()).toBe("Chief buyer");
});

test("with several fields in conflict each is chosen by itself, and nothing is lost by deciding later", async () => {
  const before = { job_title: "Buyer", email: "buyer@nordic.example" };
  const person = await make("people", { name: "Kalina Petrova", ...before });
  await ask(maria, "PATCH", `people/${person.id}`, { job_title: "Broker", email: "broker@nordic.example" });
  await elena.goto(`${product.address}/people/${person.id}`);
  await elena.getByRole("tab", { name: "History" }).click();
  await elena.getByRole("button", { name: "Restore the record as it was before this" }).click();
  const preview = elena.getByRole("dialog", { name: "Restore the record" });
  await preview.getByText("buyer@nordic.example").waitFor();
  await ask(maria, "PATCH", `people/${person.id}`, { job_title: "Banker", email: "banker@nordic.example" });
  await preview.getByRole("button", { name: "Put 2 fields back" }).click();

  const question = elena.getByRole("alertdialog");
  await question.getByRole("button", { name: "Decide later" }).click();
  await elena.getByRole("button", { name: "1 change waits for your choice" }).click();
  const jobTitle = question.getByRole("radiogroup", { name: "Job title" });
  await jobTitle.getByRole("radio", { name: /^Maria Koleva.*Banker/ }).waitFor();
  await jobTitle.getByRole("radio", { name: /Buyer/ }).focus();
  await elena.keyboard.press("ArrowUp");
  await question.getByRole("button", { name: "Save this choice" }).click();
  await expect
    .poll(() => ask<Values>(elena, "GET", `people/${person.id}`), soon)
    .toMatchObject({ job_title: "Banker", email: "buyer@nordic.example" });
});

test("two people in different fields of a record are not asked anything", async () => {
  const person = await make("people", { name: "Ivan Dimitrov", job_title: "Clerk" });
  for (const page of [elena, maria]) await page.goto(`${product.address}/people/${person.id}`);
  await typeFact(elena, "Job title", "Accountant");
  await ask(maria, "PATCH", `people/${person.id}`, { email: "ivan@nordic.example" });
  await elena.keyboard.press("Enter");
  await expect
    .poll(() => ask<Values>(elena, "GET", `people/${person.id}`), soon)
    .toMatchObject({ job_title: "Accountant", email: "ivan@nordic.example" });
  expect(await elena.getByRole("alertdialog").count()).toBe(0);
});

test("a cell that is being edited stays with its record while a colleague's changes move the rows", async () => {
  const mark = `Rowan ${Date.now()}`;
  const [first, second] = await Promise.all([
    make("companies", { name: `${mark} B`, employees: 5 }),
    make("companies", { name: `${mark} C`, employees: 6 }),
  ]);
  await elena.goto(
    `${product.address}/companies?sort=name&columns=name,employees&${filtered({ field: "name", op: "starts_with", value: mark })}`,
  );
  const cell = elena
    .getByRole("row")
    .filter({ hasText: `${mark} C` })
    .getByRole("gridcell")
    .nth(2);
  await cell.click();
  await elena.keyboard.press("Enter");
  await cell.locator("input").waitFor();
  await elena.keyboard.press("ControlOrMeta+A");
  await elena.keyboard.type("77");
  await ask(maria, "POST", "companies", { name: `${mark} A`, employees: 4 });
  await elena.getByText(`${mark} A`).first().waitFor();
  await elena.keyboard.press("Enter");
  const employees = async ({ id }: { id: string }) =>
    (await ask<{ employees: number }>(elena, "GET", `companies/${id}`)).employees;
  await expect.poll(() => employees(second), soon).toBe(77);
  expect(await employees(first)).toBe(5);
});

test("what a colleague does arrives in the table, and a row that no longer matches goes", async () => {
  const mark = "Linden";
  const company = await make("companies", { name: mark, employees: 40 });
  const filter = {
    and: [
      { field: "name", op: "starts_with", value: mark },
      { field: "employees", op: "lt", value: 100 },
    ],
  };
  await elena.goto(`${product.address}/companies?columns=name,employees&${filtered(filter)}`);
  const row = elena.getByRole("row").filter({ hasText: mark });
  await row.first().waitFor();
  const other = await ask<{ id: string }>(maria, "POST", "companies", { name: `${mark} two`, employees: 7 });
  await expect.poll(() => row.count(), soon).toBe(2);
  await ask(maria, "PATCH", `companies/${company.id}`, { employees: 55 });
  await row.getByRole("gridcell", { name: "55", exact: true }).waitFor();
  await ask(maria, "PATCH", `companies/${company.id}`, { employees: 5500 });
  await expect.poll(() => row.count(), soon).toBe(1);
  await ask(maria, "DELETE", `companies/${other.id}`);
  await elena.getByText("Nothing matches").first().waitFor();
});

test("what a colleague does arrives on the board, on the page and on its timeline", async () => {
  const person = await make("people", { name: "Petya Marinova" });
  await elena.goto(`${product.address}/people/${person.id}`);
  await elena.getByRole("heading", { name: "Petya Marinova", level: 1 }).waitFor();
  await ask(maria, "PATCH", `people/${person.id}`, { job_title: "Notary" });
  await elena.getByText("Notary").first().waitFor();
  await ask(maria, "POST", "notes", { party: person.id, body: "Prefers to be called after four" });
  await elena.getByText("Prefers to be called after four").first().waitFor();

  await elena.goto(`${product.address}/deals?kind=board`);
  const columns = elena.getByRole("main").locator("[role=listitem]:has([data-card])");
  const card = columns.nth(0).locator("[data-card]").first();
  await card.waitFor();
  const name = (await card.locator("[data-card-name]").textContent())?.trim() ?? "";
  const found = `deals?fields=stage&${filtered({ field: "name", op: "is", value: name })}`;
  const deal = (await ask<{ data: { id: string; version: number }[] }>(elena, "GET", found)).data[0];
  const next = await columns.nth(1).locator("h2").textContent();
  const stages = await ask<{ data: { id: string; name: string }[] }>(elena, "GET", "stages?limit=50");
  const stage = stages.data.find((one) => one.name === next);
  await ask(maria, "PUT", `deals/${deal?.id}/stage`, { stage: stage?.id });
  await columns.nth(1).getByText(name, { exact: true }).first().waitFor();
  await expect.poll(() => columns.nth(0).getByText(name, { exact: true }).count(), soon).toBe(0);
});

test("of two who look at a conversation one takes it and the other sees who; an answer is taken back, and what is closed is closed for both", async () => {
  for (const page of [elena, maria]) {
    await page.goto(`${product.address}/inbox`);
    await page.getByRole("button", { name: /Where is our delivery/ }).click();
    await page.getByText("the fitters are standing here").first().waitFor();
  }
  await maria.getByText(/^Elena Petrova is (looking|writing)$/).waitFor();
  expect((await violations(elena)).map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual(
    [],
  );
  await elena.keyboard.press("c");
  await maria.getByRole("button", { name: /^Assigned to Elena Petrova/ }).waitFor();
  // What hangs over the conversation closes by Escape, and the conversation stays.
  await elena.keyboard.press("a");
  await elena.getByRole("textbox", { name: "Assign to" }).waitFor();
  await elena.keyboard.press("Escape");
  await elena.getByRole("textbox", { name: "Assign to" }).waitFor({ state: "hidden" });
  await elena.keyboard.press("r");
  await elena.getByRole("textbox", { name: /^Reply to/ }).fill("It comes at ten.");
  await elena.keyboard.press("ControlOrMeta+Enter");
  await maria.getByRole("article").getByText("It comes at ten.").waitFor();
  await elena.getByRole("button", { name: "Undo send" }).click();
  await maria.getByText("Not sent", { exact: true }).waitFor();
  await elena.keyboard.press("e");
  await maria.getByText("Closed", { exact: true }).and(maria.locator("[data-state]")).waitFor();
});

test("an address that is removed is shown no more, and is there again when that is taken back", async () => {
  const { id } = await make("people", {
    name: { given: "Rosa", family: "Vidal" },
    email: "rosa@casaverde.example",
  });
  await make("contact-points", { party: { id }, kind: "email", value: "rosa@home.example" });
  await elena.goto(`${product.address}/people/${id}`);
  const shown = (address: string) => elena.getByRole("definition").getByRole("link", { name: address });
  await shown("rosa@casaverde.example").waitFor(soon);
  await elena.getByRole("button", { name: "Actions on rosa@casaverde.example" }).click();
  await elena.getByRole("menuitem", { name: "Archive" }).click();
  await shown("rosa@home.example").waitFor(soon);
  await elena.getByRole("button", { name: "Undo" }).click();
  await shown("rosa@casaverde.example").waitFor(soon);
});
