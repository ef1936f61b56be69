/**
 * Takes the pictures of the README anew, on a demonstration company of its own:
 * `node test/e2e/pictures.ts`
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, sitDown } from "./browser.ts";
import { root, startProduct } from "./product.ts";

const folder = join(root, "docs/pictures");
const widest = 1200;
const contacts = [
  "Name;Company;E-mail;Phone;City;Since",
  "Elena Petrova;Acme Ltd;elena@acme.example;+44 20 7946 0018;London;03.02.2024",
  "Tom Baker;Northwind;tom@northwind.example;+44 161 496 0123;Manchester;17.05.2024",
  "Ines Duarte;Casa Verde;ines@casaverde.example;+34 91 555 01 22;Madrid;29.11.2024",
  "Pavel Orlov;Orlov Trade;pavel@orlov.example;+359 2 555 0187;Sofia;08.01.2025",
];

const product = await startProduct({ demo: true });
const browser = await openBrowser();
try {
  mkdirSync(folder, { recursive: true });
  const signedIn = await signIn();
  await takeAll(await desk(signedIn), await phone(signedIn));
} finally {
  await browser.close();
  await product.stop();
}

async function signIn() {
  const context = await sitDown(browser);
  const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(product.printed) ?? [];
  const answer = await context.request.post(`${product.address}/api/session`, {
    data: { email, password },
    headers: { origin: product.address },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return context.storageState();
}

/** A customer with a deal, whose page has something to show. */
async function pathOfCustomer(page: Page): Promise<string> {
  const answer = await page.request.get(
    `${product.address}/api/deals?limit=1&fields=id,company&sort=-amount&filter=${encodeURIComponent(
      JSON.stringify({ field: "company", op: "not_empty" }),
    )}`,
  );
  const { data } = (await answer.json()) as { data: readonly { company: { id: string } }[] };
  return `/companies/${data[0]?.company.id ?? ""}`;
}

type SignedIn = NonNullable<Parameters<typeof sitDown>[1]>["signedIn"];

async function takeAll(wide: Page, narrow: Page): Promise<void> {
  await take(wide, "/", "home");
  await take(wide, "/deals?kind=board", "board");
  await take(wide, "/companies", "table");
  await take(wide, await pathOfCustomer(wide), "customer");
  await wide.goto(`${product.address}/imports/new`);
  await wide
    .locator("input[type=file]")
    .first()
    .setInputFiles({
      name: "contacts.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(contacts.join("\n")),
    });
  await wide.getByText("contacts.csv").first().waitFor();
  await settled(wide);
  await keep(wide, "import");
  await take(narrow, "/", "phone");
}

async function take(page: Page, path: string, name: string): Promise<void> {
  await page.goto(product.address + path);
  await settled(page);
  await keep(page, name);
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.waitForTimeout(2000);
}

// Drawn at once in the size the README shows, so that no program of pictures is needed.
async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), scale: "device" });
}

async function desk(signedIn: SignedIn): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: widest / 1440,
    colorScheme: "light",
    locale: "en-GB",
    reducedMotion: "reduce",
    storageState: signedIn,
  });
  return context.newPage();
}

async function phone(signedIn: SignedIn): Promise<Page> {
  return (await sitDown(browser, { width: 390, height: 844, signedIn })).newPage();
}
