import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, picture, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

// An administrator makes an object of their own and works with it, all by clicking and typing.

const soon = { timeout: 30_000 };

let product: Product & { printed: string };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ demo: true }), openBrowser()]);
  const [, email = "", password = ""] =
    /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const context = await sitDown(browser);
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

async function addField(
  type: string,
  label: string,
  fill: () => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole("button", { name: "Add field" }).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: type }).first().click();
  await drawer.getByRole("textbox", { name: "Name of the field" }).fill(label);
  await fill();
  await drawer.getByRole("button", { name: "Add field" }).click();
  await page.getByRole("button", { name: `Move ${label}` }).waitFor(soon);
}

async function pick(label: string, option: string): Promise<void> {
  await page.getByRole("dialog").getByLabel(label, { exact: true }).first().click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("an object of one's own with a formula and a roll-up is made, laid out and filtered by", async () => {
  await page.goto(`${product.address}/settings/objects`);
  await page.getByRole("button", { name: "New object" }).click();
  await page.getByRole("textbox", { name: "Name, singular" }).fill("Machine");
  await page.getByRole("textbox", { name: "Name, plural" }).fill("Machines");
  await page.getByRole("button", { name: "Create object" }).click();
  await page.getByRole("heading", { name: "Machines" }).waitFor(soon);

  await addField("Whole number", "Hours");
  await addField("Link To one record", "Customer", () => pick("Points to", "Companies"));
  await addField("Formula", "Wear", async () => {
    await page.getByRole("textbox", { name: "Formula" }).fill("x_hours / ");
    await page
      .getByText("The formula is not finished", { exact: false })
      .or(page.getByRole("dialog").getByRole("status"))
      .first()
      .waitFor(soon);
    await page.getByRole("textbox", { name: "Formula" }).fill("x_hours / 10");
    await page.getByText("Gives a number").waitFor(soon);
  });
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto(`${product.address}/settings/objects/company`);
  await addField("Roll-up", "Machine hours", async () => {
    await pick("Over which records", "Machines");
    await pick("Give", "the sum");
    await pick("Of the field", "Hours");
  });

  await page.getByRole("link", { name: "Machines", exact: true }).click();
  await settled(page);
  for (const [name, hours] of [
    ["Lathe", "120"],
    ["Mill", "40"],
  ] as const) {
    await page
      .getByRole("button", { name: /^(New|Create)/ })
      .first()
      .click();
    const form = page.getByRole("dialog");
    await form.getByRole("textbox", { name: "Name" }).fill(name);
    await form.getByLabel("Hours").fill(hours);
    await form.getByRole("button", { name: "Create", exact: true }).click();
    await page.getByRole("grid").getByText(name).waitFor(soon);
  }
  await picture(page, "own-object-list");

  await page.keyboard.press("f");
  await page.getByRole("textbox", { name: "Field" }).fill("Wear");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("textbox").last().fill("10");
  await page.keyboard.press("Enter");
  await page.getByText(/^1 record$/).waitFor(soon);
  await page.getByRole("grid").getByText("Lathe").waitFor(soon);
});

test("the page of an object is laid out by dragging, and everybody sees it so", async () => {
  const { objects } = await (await page.request.get(`${product.address}/api/metadata`)).json();
  const machine = Object.values(
    objects as Record<string, { name: string; plural: string; label?: { one: { en?: string } } }>,
  ).find((object) => object.label?.one.en === "Machine");
  await page.goto(`${product.address}/settings/objects/${machine?.name}?tab=layout`);
  await page.getByRole("button", { name: "Add section" }).click();
  const sections = page.getByRole("textbox", { name: "Title of the section" });
  await sections.last().fill("Technical");
  const target = page.getByRole("region", { name: "Technical" });
  await page.getByRole("button", { name: "Wear" }).hover();
  await page.mouse.down();
  const box = await target.getByText("Drag a field here").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 8, { steps: 12 });
  await page.mouse.up();
  await target.getByRole("button", { name: "Wear" }).waitFor(soon);
  await page.getByRole("button", { name: "Save layout" }).click();
  await page.getByText("Layout saved").waitFor(soon);
  const { data } = await (await page.request.get(`${product.address}/api/${machine?.plural}?limit=1`)).json();
  await page.goto(`${product.address}/${machine?.plural}/${data[0].id}`);
  await page.getByText("Technical").first().waitFor(soon);
  await picture(page, "own-object-page");
});

test("a role is given half of it: it reads the records, without one field, and changes nothing", async () => {
  const roles = (await (await page.request.get(`${product.address}/api/role-grants`)).json()).data as {
    id: string;
    key: string | null;
  }[];
  const role = roles.find(({ key }) => key === "salesperson");
  await page.goto(`${product.address}/settings/roles/${role?.id}`);
  await page.getByRole("combobox", { name: "Machines: See" }).selectOption({ label: "All" });
  await page.getByRole("button", { name: /^Machines: Fields/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("radiogroup", { name: "Wear" }).getByText("Hidden", { exact: true }).click();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  expect(await seriousFindings(page)).toEqual([]);
  const kept = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await page.getByRole("button", { name: "Save" }).click();
  await kept;

  const made = await page.request.post(`${product.address}/api/api-keys`, {
    data: { name: "Seller", roleId: role?.id },
    headers: { origin: product.address },
  });
  const { key } = (await made.json()) as { key: string };
  const seller = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${key}` } });
  const machines = `${product.address}/api/x_machines`;
  const { data } = await (await seller.request.get(machines)).json();
  expect(data.map((machine: { name: string }) => machine.name)).toEqual(["Lathe", "Mill"]);
  expect(data[0]).toHaveProperty("x_hours");
  expect(data[0]).not.toHaveProperty("x_wear");
  expect((await seller.request.get(`${machines}?sort=x_wear`)).status()).toBe(400);
  expect((await seller.request.post(machines, { data: { name: "Drill" } })).status()).toBe(403);
});
