import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, picture, seriousFindings, settled, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";

const minutes = { timeout: 120_000 };

let product: Product;
let browser: Browser;
let seller: Page;
let buyer: Page;
let link: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  seller = await (await sitDown(browser)).newPage();
  await ask("POST", "setup", {
    organisation: {
      name: "Vitosha Interiors",
      locale: "en",
      country: "BG",
      currency: "EUR",
      timeZone: "Europe/Sofia",
    },
    owner: { name: "Elena Petrova", email: "elena@vitosha.example", password: "seven quiet rivers" },
  });
  for (const [name, code, amount] of [
    ["Desk Rise", "DSK", "620"],
    ["Chair Poise", "CHR", "310"],
    ["Care plan", "CARE", "1200"],
  ])
    await ask("POST", "products", { name, code, price: { amount, currency: "EUR" } });
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function ask<T>(method: string, path: string, data?: object): Promise<T> {
  const answer = await seller.request.fetch(`${product.address}/api/${path}`, {
    method,
    headers: { origin: product.address },
    ...(data ? { data } : {}),
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

test("a lead is qualified: its company, its person and its deal are there", minutes, async () => {
  const lead = await ask<{ id: string }>("POST", "leads", {
    name: "Desks for the new office",
    company_name: "Rila Books",
    contact_name: "Maria Koleva",
    email: "maria@rila-books.example",
    amount: { amount: "2000", currency: "EUR" },
  });
  await seller.goto(`${product.address}/leads/${lead.id}`);
  await press(seller, "Qualify");
  const dialog = seller.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Create new" }).nth(2).waitFor();
  await picture(seller, "qualify");
  await dialog.getByRole("button", { name: "Qualify" }).click();
  await dialog.waitFor({ state: "hidden" });
  const deals = await ask<{
    data: { name: string; company: { title: string }; person: { title: string } }[];
  }>("GET", "deals?fields=name,company,person");
  expect(deals.data).toMatchObject([{ company: { title: "Rila Books" }, person: { title: "Maria Koleva" } }]);
});

test("a quote is typed by the keyboard, and its sums stand there at once", minutes, async () => {
  const { data } = await ask<{ data: { id: string }[] }>("GET", "deals?fields=name");
  await seller.goto(`${product.address}/deals/${data[0]?.id}`);
  await press(seller, "Quote from its products");
  await seller.waitForURL("**/quotes/*");
  await seller.getByText("Nothing in it yet").first().waitFor();
  for (const name of ["Desk Rise", "Chair Poise", "Care plan"]) {
    await seller.getByRole("textbox", { name: "Add a product" }).first().click();
    await seller.keyboard.type(name);
    await seller.keyboard.press("Enter");
    await seller.getByRole("button", { name: `Remove “${name}”` }).waitFor();
  }
  await seller.getByText("€2,130.00").first().waitFor();
  // Who thinks before they type on is where they were when all is saved.
  const quantity = seller.getByRole("textbox", { name: "Quantity" }).last();
  await quantity.fill("2");
  await settled(seller);
  await seller.getByText("Saved", { exact: true }).waitFor();
  await seller.keyboard.press("Backspace");
  await seller.keyboard.type("1");
  expect(await quantity.inputValue()).toBe("1");
  await seller.getByText("€2,130.00").first().waitFor();
  await seller.getByRole("button", { name: "Offer as an option" }).last().click();
  await seller.getByText("Saved", { exact: true }).waitFor();
  await settled(seller);
  expect(await seriousFindings(seller)).toEqual([]);
  await picture(seller, "quote");
  await press(seller, "Mark as sent");
  await press(seller, "Make a link");
  link = await seller.getByRole("dialog").getByRole("textbox").inputValue();
  await press(seller, "I have copied it");
});

test("the customer reads it, takes an option and signs, in a browser of their own", minutes, async () => {
  buyer = await (await sitDown(browser, { width: 390, height: 844, touch: true })).newPage();
  await buyer.goto(link);
  await buyer.getByText("Desk Rise").first().waitFor();
  expect(await seriousFindings(buyer)).toEqual([]);
  const option = buyer.getByRole("checkbox", { name: "Care plan" });
  await option.setChecked(true);
  await picture(buyer, "customer-page");
  await press(buyer, "Accept the quote");
  const signing = buyer.getByRole("dialog");
  await signing.getByRole("textbox", { name: "Your name" }).fill("Maria Koleva");
  await signing.getByText("Type", { exact: true }).click();
  await signing.getByRole("checkbox").check();
  await signing.getByRole("button", { name: "Sign and accept" }).click();
  await buyer.getByText(/Accepted by Maria Koleva/).waitFor();
});

test(
  "the deal is won, the order is delivered, invoiced and paid, with nothing typed again",
  minutes,
  async () => {
    const { data: orders } = await ask<{ data: { id: string; total: { amount: string } }[] }>(
      "GET",
      "orders?fields=total",
    );
    expect(orders.map(({ total }) => Number(total.amount))).toEqual([2556]);
    const { data: deals } = await ask<{ data: { stage: { title: string } }[] }>("GET", "deals?fields=stage");
    expect(deals.map(({ stage }) => stage.title)).toEqual(["Won"]);
    await seller.goto(`${product.address}/orders/${orders[0]?.id}`);
    await press(seller, "Deliver");
    await seller.getByRole("dialog").getByRole("button", { name: "Deliver" }).click();
    await seller.getByRole("dialog").waitFor({ state: "hidden" });
    await press(seller, "Invoice");
    await seller.getByRole("menuitem", { name: "What was delivered" }).click();
    await press(seller, "Issue");
    await press(seller, "Record payment");
    await seller.getByRole("dialog").getByRole("button", { name: "Record payment" }).click();
    await seller.getByRole("dialog").waitFor({ state: "hidden" });
    await seller.getByText("Paid", { exact: true }).first().waitFor();
    await seller.reload();
    await seller.getByText("Chain of documents").first().waitFor();
    await settled(seller);
    expect(await seriousFindings(seller)).toEqual([]);
    await picture(seller, "paid-invoice");
  },
);

test(
  "what came in on the account is assigned by the keyboard, and the forecast can be read by all",
  minutes,
  async () => {
    const { data } = await ask<{ data: { id: string }[] }>("GET", "companies?limit=1");
    const invoice = await ask<{ id: string }>("POST", "invoices", { customer: data[0]?.id });
    const lines = [{ description: "Assembly", quantity: "1", price: "480" }];
    await ask("PUT", `invoices/${invoice.id}/lines`, { lines });
    const { number, total } = await ask<{ number: string; total: { amount: string } }>(
      "POST",
      `invoices/${invoice.id}/issue`,
    );
    const account = await ask<{ id: string }>("POST", "bank-accounts", {
      name: "Main",
      number: "BG80BNBG96611020345678",
      currency: "EUR",
    });
    const list = `Day;Amount;Payer;Text\n24.11.2026;${total.amount.replace(".", ",")};Rila Books;${number}\n23.11.2026;7,00;Nobody;Hello`;
    await ask("POST", "bank-statements", {
      name: "november.csv",
      content: Buffer.from(list).toString("base64"),
      account: account.id,
      columns: { day: "Day", amount: "Amount", payer: "Payer", text: "Text" },
    });
    await seller.goto(`${product.address}/bank`);
    const assign = seller.getByRole("button", { name: /^Assign/ });
    await assign.waitFor();
    await settled(seller);
    expect(await seriousFindings(seller)).toEqual([]);
    await seller.keyboard.press("ArrowDown");
    await assign.waitFor({ state: "hidden" });
    await seller.keyboard.press("ArrowUp");
    await assign.waitFor();
    await seller.keyboard.press("Enter");
    await seller.getByRole("button", { name: /^Rila Books/ }).waitFor({ state: "hidden" });
    const { state } = await ask<{ state: string }>("GET", `invoices/${invoice.id}`);
    expect(state).toBe("paid");
    await seller.goto(`${product.address}/forecast`);
    await settled(seller);
    expect(await seriousFindings(seller)).toEqual([]);
  },
);
