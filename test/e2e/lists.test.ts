import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, seriousFindings, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

const soon = { timeout: 30_000 };

let product: Product & { printed: string };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const [, email = "", password = ""] =
    /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const context: BrowserContext = await sitDown(browser);
  await context.request.post(`${product.address}/api/session`, {
    data: { email, password },
    headers: { origin: product.address },
  });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

interface Found {
  readonly count: { readonly value: number };
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

async function found(path: string, filter: object): Promise<Found> {
  const query = new URLSearchParams({ count: "true", limit: "200", filter: JSON.stringify(filter) });
  return (await (await page.request.get(`${product.address}/api/${path}?${query}`)).json()) as Found;
}

async function count(path: string, filter: object): Promise<number> {
  return (await found(path, filter)).count.value;
}

async function make(path: string, data: object): Promise<{ id: string }> {
  const answer = await page.request.post(`${product.address}/api/${path}`, {
    data,
    headers: { origin: product.address },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return (await answer.json()) as { id: string };
}

async function open(path: string, filter?: object): Promise<void> {
  const query = filter ? `?filter=${encodeURIComponent(JSON.stringify(filter))}` : "";
  await page.goto(`${product.address}/${path}${query}`);
  await page.getByRole("grid").waitFor();
}

/** Adds a condition as one does by keys: F, the field's name, Enter. */
async function addCondition(field: string): Promise<void> {
  await page.keyboard.press("f");
  await page.getByRole("textbox", { name: "Field" }).fill(field);
  await page.keyboard.press("Enter");
}

const shownCount = async () =>
  Number.parseInt((await page.getByText(/^[\d,]+ records?$/).textContent()) ?? "", 10);
const openViews = () =>
  page
    .getByRole("banner")
    .or(page.getByRole("main"))
    .locator("button:has(> span:text-is('▸'))")
    .first()
    .click();

test("the owner “me” is picked with the mouse and applied, then a period, and a chip stays open while it is changed", async () => {
  await open("deals");
  await addCondition("Owner");
  await page.getByRole("option", { name: "me", exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("option", { name: "me", exact: true }).click();
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("button", { name: "Owner is me", exact: true }).waitFor();
  await expect
    .poll(shownCount, soon)
    .toBe(await count("deals", { field: "owner", op: "is", value: { me: true } }));

  await addCondition("Expected close");
  await page.getByRole("combobox", { name: "Period" }).selectOption("this_year");
  await page.getByRole("button", { name: "Apply" }).click();
  const chip = page.getByRole("button", { name: "Expected close this year", exact: true });
  await chip.click();
  await page.getByRole("combobox", { name: "Period" }).selectOption("next_month");
  await page.getByRole("combobox", { name: "Period" }).selectOption("last_month");
  await page.getByRole("button", { name: "Expected close last month", exact: true }).waitFor();
});

test("a list is narrowed by how many related records there are", async () => {
  await open("companies");
  await addCondition("Deals");
  await page.getByRole("button", { name: "has deals", exact: true }).click();
  await page.getByRole("button", { name: "How many" }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("3");
  await page.getByRole("button", { name: "Deals: 3 or more", exact: true }).waitFor();
  const wanted = { related: "deals", count: { op: "gte", value: 3 } };
  await expect.poll(shownCount, soon).toBe(await count("companies", wanted));
});

test("one field is changed for all that match and changed back; archived rows come back by undo", async () => {
  const mark = `Harvest ${Date.now()}`;
  for (const number of [1, 2, 3]) await make("companies", { name: `${mark} ${number}`, employees: number });
  const all = { field: "name", op: "starts_with", value: mark };
  const employees = async () =>
    (await found("companies", all)).data.map((company) => company.employees).sort();
  await open("companies", all);
  const chooseAll = page.getByRole("checkbox", { name: /all/i }).first();
  await chooseAll.click();
  const bar = page.getByRole("toolbar", { name: "Selected records" });
  await bar.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("combobox", { name: "Field" }).selectOption({ label: "Employees" });
  await page.getByRole("textbox", { name: "Employees" }).fill("250");
  await page.getByRole("button", { name: "Set for all selected" }).click();
  await expect.poll(employees, soon).toEqual([250, 250, 250]);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(employees, soon).toEqual([1, 2, 3]);

  // An owner is picked from a list of its own within the box.
  await chooseAll.click();
  await bar.getByRole("button", { name: "Owner" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Owner" }).click();
  await page.getByRole("option", { name: /Grace Patel/ }).click();
  await page.getByRole("button", { name: "Set for all selected" }).click();
  const ofGrace = { and: [all, { field: "owner.name", op: "is", value: "Grace Patel" }] };
  await expect.poll(() => count("companies", ofGrace), soon).toBe(3);

  await chooseAll.click();
  await bar.getByRole("button", { name: "Archive", exact: true }).click();
  await expect.poll(() => count("companies", all), soon).toBe(0);
  const told = page.getByRole("alert").filter({ hasText: "3 records archived" });
  await told.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => count("companies", all), soon).toBe(3);
  await page.getByRole("row").filter({ hasText: mark }).nth(2).waitFor();
});

test("two rows that are the same company become one, side by side, and are taken apart again", async () => {
  const mark = `Twice ${Date.now()}`;
  const [first, second] = [
    await make("companies", { name: `${mark} Ltd`, employees: 10 }),
    await make("companies", { name: mark, employees: 12, phone: "+44 20 7946 0001" }),
  ];
  const all = { field: "name", op: "starts_with", value: mark };
  await open("companies", all);
  await page.getByRole("row").filter({ hasText: mark }).nth(1).waitFor();
  await page.getByRole("checkbox", { name: /all/i }).first().click();
  await page
    .getByRole("toolbar", { name: "Selected records" })
    .getByRole("button", { name: "Merge" })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("radiogroup", { name: "Stays" })
    .getByRole("radio", { name: `${mark} Ltd` })
    .check();
  await dialog.getByRole("radiogroup", { name: "Employees" }).getByRole("radio", { name: "12" }).check();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Merge 2 records" }).click();
  const left = async () => (await found("companies", all)).data;
  await expect
    .poll(left, soon)
    .toMatchObject([{ id: first.id, name: `${mark} Ltd`, employees: 12, phone: "+44 20 7946 0001" }]);
  // Restored from the bin alone it came back with nothing of its own.
  await page.goto(`${product.address}/companies/${second.id}`);
  await page.getByRole("button", { name: "Take apart" }).waitFor();
  expect(await page.getByRole("button", { name: "Restore" }).count()).toBe(0);
  await page.goto(`${product.address}/companies/${first.id}`);
  await page.getByRole("button", { name: "Take apart" }).click();
  await dialog.getByRole("button", { name: "Take apart" }).click();
  const employees = async () => (await left()).map((company) => company.employees).sort();
  await expect.poll(employees, soon).toEqual([10, 12]);
});

test("who seems to be there is held back in the form until one insists; the pair is told apart by a key, and together by undo", async () => {
  const family = `Toneva${Date.now()}`;
  const email = `${family}@example.com`;
  await make("people", { name: { given: "Vesela", family }, email });
  await open("people");
  await page.keyboard.press("c");
  await page.keyboard.press("p");
  const form = page.getByRole("dialog", { name: "New person" });
  await form.locator("[data-field=name] input").first().fill("Весела");
  await form.locator("[data-field=name] input").last().fill(family);
  await form.locator("[data-field=email] input").fill(email.toUpperCase());
  await form.getByRole("status").getByRole("link", { name: family }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await form.getByRole("button", { name: "Create", exact: true }).click();
  await form.getByRole("button", { name: "Create anyway" }).click();
  await form.waitFor({ state: "hidden" });
  const pairs = async () =>
    (await (await page.request.get(`${product.address}/api/duplicates?object=person`)).text()).includes(
      family,
    );
  await expect.poll(pairs, soon).toBe(true);
  await page.goto(`${product.address}/duplicates?object=person`);
  const line = page.getByRole("list", { name: "Duplicates" }).getByRole("button", { name: family });
  await line.click();
  await page.getByRole("columnheader", { name: family }).nth(1).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("n");
  await line.waitFor({ state: "detached" });
  await expect.poll(pairs, soon).toBe(false);
  await page.getByRole("button", { name: "Undo" }).click();
  await line.waitFor();
  const wide = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 390, height: 420 });
  await line.click();
  await page.setViewportSize(wide);
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Merge records" });
  await dialog.getByRole("button", { name: "Merge 2 records" }).waitFor();
  // The keyboard alone: the second stays, and Enter does it.
  await page.keyboard.press("2");
  await expect(dialog.getByRole("radio").nth(1).isChecked()).resolves.toBe(true);
  await page.keyboard.press("Enter");
  await line.waitFor({ state: "detached" });
  const left = (await found("people", { field: "email", op: "is", value: email })).data;
  expect(left.map(({ name }) => (name as { given: string }).given)).toEqual(["Весела"]);
});

test("a list is exported as it is shown from its menu, chosen records in the background", async () => {
  const mark = `Export ${Date.now()}`;
  for (const number of [1, 2, 3]) await make("companies", { name: `${mark} ${number}` });
  await open("companies", { field: "name", op: "starts_with", value: mark });
  const dialog = page.getByRole("dialog", { name: "Export: Companies" });
  await openViews();
  await page.getByRole("menuitem", { name: "Export" }).click();
  await dialog.getByText("3 records").waitFor();
  const atOnce = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  expect(await contentOf(await atOnce)).toEqual([1, 2, 3].map((number) => `${mark} ${number}`));

  await page
    .getByRole("row")
    .filter({ hasText: `${mark} 2` })
    .getByRole("checkbox")
    .click();
  await page
    .getByRole("toolbar", { name: "Selected records" })
    .getByRole("button", { name: "Export" })
    .click();
  await dialog.getByText("1 chosen").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Export" }).click();
  const later = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  expect(await contentOf(await later)).toEqual([`${mark} 2`]);
});

/** The names in a CSV file that was fetched. */
async function contentOf(download: Download): Promise<string[]> {
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  return lines.slice(1).map((line) => line.split(",")[0] ?? "");
}

test("a view is saved in a folder for everybody, pinned, made the default, changed and deleted by clicking", async () => {
  await open("deals", { field: "owner", op: "is", value: { me: true } });
  await openViews();
  await page.getByRole("menuitem", { name: /Save as/ }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Mine at a glance");
  await page.getByRole("dialog").getByRole("combobox", { name: "Folder" }).fill("Mornings");
  await page.getByRole("dialog").getByText("Everybody", { exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await openViews();
  await page.getByText("Mornings", { exact: true }).waitFor();
  await page.getByRole("menuitem", { name: /navigation/ }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Mine at a glance" }).waitFor();
  await openViews();
  await page.getByRole("menuitem", { name: "Open the list in this view for me" }).click();
  await open("deals");
  await page.getByRole("button", { name: "Owner is me", exact: true }).waitFor();
  await openViews();
  await page.getByRole("menuitem", { name: /Name, folder/ }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("My own deals");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "My own deals" }).waitFor();
  await openViews();
  await page.getByRole("menuitem", { name: "Delete view" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "My own deals" }).waitFor({ state: "hidden" });
  // The very same one comes back, among the favourites as it was.
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("navigation").getByRole("link", { name: "My own deals" }).waitFor();
});

test("conditions are put into groups on screen, stand as text in the address, and come back from it", async () => {
  await page.goto(`${product.address}/deals?view=standard&filter=stage.kind+is+open`);
  await page.getByRole("grid").waitFor();
  await page.getByRole("button", { name: "Groups of conditions…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("textbox", { name: "Field" }).fill("Amount");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Value" }).fill("20000");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Condition", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Field" }).fill("Tasks");
  await page.keyboard.press("Enter");
  await dialog.getByRole("combobox", { name: "How many must hold" }).last().selectOption("Not all of these");
  await dialog.getByRole("button", { name: "Apply" }).click();
  const text = "stage.kind is open and not (amount > 20000 and tasks.some())";
  await expect.poll(() => new URL(page.url()).searchParams.get("filter"), soon).toBe(text);
  await expect.poll(shownCount, soon).toBe(
    await count("deals", {
      and: [
        { field: "stage.kind", op: "is", value: "open" },
        {
          not: {
            and: [
              { field: "amount", op: "gt", value: "20000" },
              { related: "tasks", some: true },
            ],
          },
        },
      ],
    }),
  );
  await page.goto(`${product.address}/deals?view=standard&filter=amount+over+5`);
  await page.getByText("Character 8", { exact: false }).waitFor();
});

test("a list is grouped with its sums, the groups shut, and it is looked at as a gallery", async () => {
  await page.goto(`${product.address}/deals?view=standard`);
  const groupBy = page.getByRole("button", { name: "Group by" });
  await groupBy.click();
  await page.getByRole("combobox", { name: "Group by" }).selectOption("Stage");
  await page.getByRole("combobox", { name: "Then by" }).selectOption("Owner");
  await page.keyboard.press("Escape");
  await expect.poll(() => groupBy.evaluate((button) => button === document.activeElement), soon).toBe(true);
  expect(new URL(page.url()).searchParams.get("group")).toBe("stage,owner");
  const grid = page.getByRole("grid");
  const won = grid.getByRole("button", { name: /^Won/ });
  await won.waitFor();
  expect(Number(/\d+/.exec((await won.textContent()) ?? "")?.[0])).toBe(
    await count("deals", { field: "stage.kind", op: "is", value: "won" }),
  );
  await grid.getByRole("button", { name: /^First contact/ }).click();
  await grid.getByRole("button", { name: /^First contact/ }).click();
  await grid
    .getByRole("button", { name: /^Elena Petrova/ })
    .first()
    .click();
  await grid
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox", { name: /^Select / }) })
    .first()
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.locator("label").filter({ hasText: "Gallery" }).click();
  await page.getByRole("listitem").first().waitFor();
  await page.locator("[data-card='0']").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").or(page.getByRole("dialog")).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});

test("the address of a board names the pipeline, and opens it wherever another was looked at last", async () => {
  const partners = await make("pipelines", { name: "Partners" });
  await make("stages", { name: "Asked", pipeline: partners.id, kind: "open", probability: 10 });
  await page.goto(`${product.address}/deals?view=standard&kind=board`);
  await page.getByText("Partners", { exact: true }).click();
  await page.getByText("Asked").waitFor();
  const address = page.url();
  expect(address).toContain(partners.id);
  await page.getByRole("radiogroup", { name: "Pipeline" }).getByText("Sales").click();
  await page.getByText("First contact").first().waitFor();
  await page.goto(address);
  await page.getByText("Asked").waitFor();

  // A view keeps the pipeline, too.
  await page
    .getByRole("button", { name: /^▸/ })
    .or(page.getByRole("button", { name: "All" }))
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Save as a new view…" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Partners only");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const view = new URL(page.url()).search;
  expect(view).not.toContain(partners.id);
  await page.goto(`${product.address}/deals?view=standard&kind=board`);
  await page.getByRole("radiogroup", { name: "Pipeline" }).getByText("Sales").click();
  await page.getByText("First contact").first().waitFor();
  await page.goto(`${product.address}/deals${view}`);
  await page.getByText("Asked").waitFor();
});

test("a further key of the order is picked in the menu of a column, by the keyboard too, and its place is seen", async () => {
  await page.goto(`${product.address}/deals?view=standard&sort=stage`);
  const head = page.getByRole("columnheader", { name: /^Amount/ });
  await head.getByRole("button").first().press("Alt+ArrowDown");
  await page.getByRole("menuitem", { name: "Then by this, descending" }).press("Enter");
  await expect.poll(() => new URL(page.url()).searchParams.get("sort"), soon).toBe("stage,-amount");
  await head.getByText("key 2 of 2").waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Sort", exact: true }).click();
  await page.getByRole("button", { name: "Remove Stage from the order" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("sort"), soon).toBe("-amount");
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
});

test("a record is archived from its page and brought back by undo; J and K walk, the panel is made wider", async () => {
  const person = await make("people", { name: "Stefan Kirov", job_title: "Assistant" });
  await page.goto(`${product.address}/people/${person.id}`);
  await page.getByRole("main").getByRole("button", { name: "More", exact: false }).first().click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  const told = page.getByRole("alert").filter({ hasText: "Stefan Kirov" });
  const there = { field: "name", op: "is", value: "Stefan Kirov" };
  await expect.poll(() => count("people", there), soon).toBe(0);
  await told.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => count("people", there), soon).toBe(1);

  // Twice back, the last and then the one before; once forward again.
  await page.goto(`${product.address}/people/${person.id}`);
  const title = (value: string) => page.getByRole("definition").getByText(value, { exact: true });
  for (const [from, to] of [
    ["Assistant", "Buyer"],
    ["Buyer", "Director"],
  ] as const) {
    await title(from).click();
    await page.getByRole("textbox", { name: "Job title" }).fill(to);
    await page.keyboard.press("Enter");
    await title(to).waitFor();
  }
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await title("Assistant").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await title("Buyer").waitFor();
  await page.getByRole("tab", { name: "History" }).click();
  await expect.poll(() => page.getByText("to undo an earlier change").count(), soon).toBeGreaterThan(2);

  await open("people");
  const names = page.getByRole("row").locator("[role=gridcell]:nth-child(2)");
  await names.locator("a").nth(1).waitFor();
  const [first = "", second = ""] = await names.locator("a").allTextContents();
  // Nobody clicked into the list yet.
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Person" });
  const shown = (name: string) => panel.getByRole("heading", { name, exact: true }).waitFor();
  await shown(first);
  await page.keyboard.press("j");
  await shown(second);
  await page.keyboard.press("k");
  await shown(first);
  const edge = panel.getByRole("separator", { name: "Width of the panel" });
  const width = async () => Number(await edge.getAttribute("aria-valuenow"));
  const before = await width();
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(width, soon).toBe(before + 40);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "hidden" });
});

test("C and a letter open a form; it says what is missing by its title, and makes what a link points to", async () => {
  await open("people");
  // One types at once, also where the first field has several parts.
  await page.keyboard.press("c");
  await page.keyboard.press("p");
  await page.getByRole("dialog", { name: "New person" }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await expect.poll(focused, soon).toBe("First name");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("c");
  await page.keyboard.press("d");
  const form = page.getByRole("dialog", { name: "New deal" });
  await form.getByRole("button", { name: "Create", exact: true }).click();
  await form.getByText("Fill in “Name”.").waitFor();
  await form.getByRole("textbox", { name: "Name" }).fill("Shelves for the archive");
  // A company needs its name alone and is made at once; a stage asks for its pipeline, too.
  await form.getByRole("textbox", { name: "Company" }).fill("Quiet Harbour Ltd");
  await page.getByRole("option", { name: "Create “Quiet Harbour Ltd”" }).click();
  await form.getByRole("textbox", { name: "Stage" }).fill("Legal review");
  await page.getByRole("option", { name: "Create “Legal review”" }).click();
  const stage = page.getByRole("dialog", { name: "New: Stage" });
  await stage.getByRole("textbox", { name: "Pipeline" }).click();
  await page.getByRole("option").filter({ visible: true }).first().click();
  await stage.getByRole("button", { name: "Create", exact: true }).click();
  await stage.waitFor({ state: "hidden" });
  await form.getByRole("button", { name: "Create", exact: true }).click();
  await form.waitFor({ state: "hidden" });
  const made = await found("deals", { field: "name", op: "is", value: "Shelves for the archive" });
  expect(made.data[0]).toMatchObject({
    company: { title: "Quiet Harbour Ltd" },
    stage: { title: "Legal review" },
  });
});

test("what was changed is found in the audit log by its record and field, and opened from there", async () => {
  const { id } = await make("companies", { name: "Kestrel Audited" });
  await page.request.patch(`${product.address}/api/companies/${id}`, {
    data: { employees: 98, industry: "retail" },
    headers: { origin: product.address },
  });
  await page.goto(`${product.address}/settings/audit`);
  const choose = async (label: string, option: string, typed = "") => {
    await page.getByLabel(label, { exact: true }).first().click();
    if (typed) await page.keyboard.type(typed);
    await page.getByRole("option", { name: option, exact: true }).first().click();
  };
  await choose("Kind of record", "Companies");
  await choose("Which record", "Kestrel Audited", "Kestrel Aud");
  await choose("Field", "Employees");
  await page.waitForURL(/object=company&record=[-0-9a-f]{36}&field=employees/);
  const lines = page.getByRole("main").getByRole("listitem").filter({ hasText: "Kestrel Audited" });
  await expect
    .poll(() => lines.allTextContents(), soon)
    .toEqual([expect.stringMatching(/changed.*empty→98/)]);
  await lines.getByRole("link", { name: "Kestrel Audited" }).click();
  await page.getByRole("heading", { name: "Kestrel Audited", level: 2 }).waitFor();
});
