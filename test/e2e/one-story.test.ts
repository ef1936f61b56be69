import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReceivedLetter, openMailServer } from "../../src/modules/platform/testing/mail-server.ts";
import { runningDatabaseUrl } from "../../src/server/embedded-database.ts";
import { openBrowser, picture, seriousFindings, settled, sitDown } from "./browser.ts";
import { freePort, type Product, startProduct } from "./product.ts";

const minutes = { timeout: 180_000 };
const phone = "+359888123456";

let product: Product;
let browser: Browser;
let shop: Server;
let listening: number;
let agent: Page;

beforeAll(async () => {
  listening = await freePort();
  const environment = {
    RAPPORT_MAIL_LISTEN: `smtp://127.0.0.1:${listening}`,
    RAPPORT_EGRESS_ALLOW: "127.0.0.1",
  };
  [product, browser] = await Promise.all([startProduct({ environment }), openBrowser()]);
  agent = await (await sitDown(browser)).newPage();
  await ask("POST", "setup", {
    organisation: {
      name: "Vitosha Interiors",
      locale: "en",
      country: "BG",
      currency: "EUR",
      timeZone: "Europe/Sofia",
    },
    owner: { name: "Maria Koleva", email: "maria@vitosha.example", password: "seven quiet rivers" },
  });
});

afterAll(async () => {
  await browser?.close();
  shop?.close();
  await product?.stop();
});

test(
  "who chats, leaves, reads the rest by mail, answers it and calls is one person with one story",
  minutes,
  async () => {
    const mails = await openMailServer();
    const at = await openShop();
    await connectMailbox(mails.url);
    const line = await connectTelephone();
    await publish("How wide an oak desk is");

    const visitor = await (await sitDown(browser)).newPage();
    await visitor.goto(at);
    await writeByKeyboard(visitor, "Does the oak desk fit a room of two metres?");

    await agent.goto(`${product.address}/inbox`);
    await agent.getByText("Does the oak desk fit a room of two metres?").first().click();
    await agent.getByRole("button", { name: "New person" }).click();
    await agent.getByRole("dialog").getByRole("button", { name: "Create", exact: true }).click();
    await agent.getByRole("dialog").waitFor({ state: "hidden" });
    await answer("Yes, it is 140 cm wide.");
    await visitor.getByText("Yes, it is 140 cm wide.").waitFor();
    await visitor.getByText("Maria Koleva").first().waitFor();
    expect(await seriousFindings(visitor)).toEqual([]);
    await picture(visitor, "chat-widget");

    await visitor.close();
    await answer("And we deliver it on Friday.");
    await letTimePass();
    const letter = await firstOf(mails.letters);
    expect(letter.to).toEqual(["elena@client.example"]);
    expect(letter.text).toContain("And we deliver it on Friday.");
    expect(letter.text).not.toContain("140 cm");

    await letTimePass();
    await answerByMail(letter, "Friday is fine. Please call me.");
    await agent.getByRole("article").getByText("Friday is fine. Please call me.").waitFor();

    const [elena] = await peopleCalled("Elena Petrova");
    await ask("PATCH", `people/${elena}`, { phone });
    await call(line);
    await agent.goto(`${product.address}/people/${elena}`);
    await agent.getByText("Incoming call").first().waitFor();
    await settled(agent);
    expect(await seriousFindings(agent)).toEqual([]);
    await picture(agent, "one-story");
    expect(await storyOf(elena)).toEqual([
      ["chat", "in", null, "Does the oak desk fit a room of two metres?"],
      ["chat", "out", "Maria Koleva", "Yes, it is 140 cm wide."],
      ["chat", "out", "Maria Koleva", "And we deliver it on Friday."],
      ["email", "out", "Maria Koleva", letter.text.trim()],
      ["email", "in", null, "Friday is fine. Please call me."],
      ["phone", "in", "Maria Koleva", null],
    ]);
    expect(await peopleCalled("Elena Petrova")).toHaveLength(1);
    const { data } = await ask<{ data: { channel: string; party: { id: string } }[] }>(
      "GET",
      "conversations?fields=channel,party&sort=created_at",
    );
    expect(data).toMatchObject([
      { channel: "chat", party: { id: elena } },
      { channel: "phone", party: { id: elena } },
    ]);

    await agent.goto(`${product.address}/inbox`);
    await agent.getByText("Friday is fine. Please call me.").first().click();
    await agent.getByText("Yes, it is 140 cm wide.").waitFor();
    await settled(agent);
    expect(await seriousFindings(agent)).toEqual([]);
    for (const locale of process.env["PICTURES"] ? ["en", "es", "ru", "bg"] : []) await pictureIn(locale);
  },
);

async function ask<T>(method: string, path: string, data?: object): Promise<T> {
  const answered = await agent.request.fetch(`${product.address}/api/${path}`, {
    method,
    headers: { origin: product.address },
    ...(data ? { data } : {}),
  });
  if (!answered.ok()) throw new Error(`${path}: ${await answered.text()}`);
  return (answered.status() === 204 ? undefined : await answered.json()) as T;
}

/** A page of somebody else with the chat on it. */
async function openShop(): Promise<string> {
  let snippet = "";
  shop = createServer((_request, page) => {
    page.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    page.end(
      `<!doctype html><html lang="en"><title>Desks</title><body><main><h1>Desks</h1><p>Of oak.</p></main>${snippet}</body></html>`,
    );
  });
  await new Promise<void>((done) => shop.listen(0, "127.0.0.1", done));
  const at = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  await ask("POST", "chats", {
    name: "Site",
    from_name: null,
    active: true,
    queue: null,
    unknown: "wait",
    settings: {
      sites: [at],
      colour: "#2f5bd7",
      side: "right",
      greeting: {},
      ask: { name: "asked", email: "required" },
      hours: [],
      outside: {},
    },
  });
  const { data } = await ask<{ data: { snippet: string }[] }>("GET", "chats");
  snippet = data[0]?.snippet ?? "";
  return at;
}

async function connectMailbox(url: string): Promise<void> {
  await ask("POST", "mailboxes", {
    name: "Support",
    address: "support@vitosha.example",
    personal: false,
    settings: {
      imap: null,
      smtp: { host: "127.0.0.1", port: Number(new URL(url).port), security: "none" },
      userName: "",
      signIn: "none",
      oauth: null,
      plusAddresses: false,
      confirmation: {},
    },
  });
}

/** Where its switchboard tells of calls. */
async function connectTelephone(): Promise<string> {
  const office = { name: "Office", kind: "telephone", address: "+35929000000" };
  const { id } = await ask<{ id: string }>("POST", "channel-accounts", office);
  const { secret } = await ask<{ secret: string }>("POST", `channel-accounts/${id}/telephone-secrets`, {
    kind: "token",
  });
  const { user } = await ask<{ user: { id: string } }>("GET", "me");
  await ask("PUT", `channel-accounts/${id}/telephone`, { extensions: [{ extension: "21", user: user.id }] });
  return `${product.address}/cti/v1/${id}/zammad/${secret}`;
}

/** An article for everybody, which the chat suggests to who asks the same. */
async function publish(title: string): Promise<void> {
  await ask("PUT", "service-settings", { close_after_days: 14, survey: false, help: true });
  const article = { title, body: "140 cm.", audience: "public", language: "en" };
  const { id } = await ask<{ id: string }>("POST", "articles", article);
  await ask("PUT", `articles/${id}/publication`);
}

/** Opens the chat, is shown what may answer it, is reminded of the address, and sends, all without a mouse. */
async function writeByKeyboard(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Open the chat" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type(text);
  await page.getByRole("link", { name: "How wide an oak desk is" }).waitFor();
  await picture(page, "chat-suggests");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("Please fill this in.").waitFor();
  await page.keyboard.type("elena@client.example");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("Elena Petrova");
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("log").getByText(text).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
}

async function answer(text: string): Promise<void> {
  await agent.getByRole("textbox", { name: /^Reply to/ }).fill(text);
  await agent.keyboard.press("ControlOrMeta+Enter");
  await agent.getByRole("article").getByText(text).waitFor();
}

/** Ten minutes in which nobody was there: all that was done and said is older, and the jobs of the minute run. */
async function letTimePass(): Promise<void> {
  const database = new pg.Client({ connectionString: await runningDatabaseUrl(product.folder) });
  await database.connect();
  for (const said of ["messages", "interactions"])
    await database.query(`update ${said} set at = at - interval '10 minutes'`);
  await database.query("update conversations set last_message_at = last_message_at - interval '10 minutes'");
  await database.query("update chat_sessions set seen_at = seen_at - interval '10 minutes'");
  await database.query("select graphile_worker.add_job('channels.chat_by_mail')");
  await database.end();
}

async function firstOf(letters: readonly ReceivedLetter[]): Promise<ReceivedLetter> {
  await expect.poll(() => letters.length, { timeout: 60_000 }).toBe(1);
  return letters[0] as ReceivedLetter;
}

async function answerByMail({ headers }: ReceivedLetter, text: string): Promise<void> {
  const id = /^message-id:\s*(\S+)/im.exec(headers)?.[1] ?? "";
  const transport = createTransport({ host: "127.0.0.1", port: listening, ignoreTLS: true });
  await transport.sendMail({
    from: "Elena Petrova <elena@client.example>",
    to: "support@vitosha.example",
    subject: "Re: your chat",
    inReplyTo: id,
    text: `${text}\n`,
  });
  transport.close();
}

/** As a switchboard tells of it: she calls, Maria answers, and it is over. */
async function call(line: string): Promise<void> {
  const one = { callId: "c-1", direction: "in", from: phone, to: "+35929000000" };
  for (const told of [
    { event: "newCall" },
    { event: "answer", user: "21" },
    { event: "hangup", cause: "normalClearing" },
  ]) {
    const heard = await fetch(line, { method: "POST", body: JSON.stringify({ ...one, ...told }) });
    expect(heard.status).toBe(200);
  }
}

async function peopleCalled(name: string): Promise<string[]> {
  const { data } = await ask<{ data: { id: string; name: { full: string } }[] }>("GET", "people?fields=name");
  return data.filter((one) => one.name.full === name).map(({ id }) => id);
}

/** What stands on the timeline, oldest first. */
async function storyOf(person = ""): Promise<unknown[][]> {
  interface Entry {
    readonly kind: string;
    readonly text: string | null;
    readonly actor: { readonly title: string } | null;
    readonly details: { readonly channel?: string; readonly direction?: string };
  }
  let told: readonly Entry[] = [];
  await expect
    .poll(async () => {
      told = (await ask<{ data: Entry[] }>("GET", `parties/${person}/timeline`)).data;
      return told.some(({ details }) => details.channel === "phone");
    })
    .toBe(true);
  return told
    .filter(({ kind }) => kind === "interaction")
    .map(({ text, actor, details: { channel, direction } }) => [
      channel,
      direction,
      actor?.title ?? null,
      text,
    ])
    .reverse();
}

async function pictureIn(locale: string): Promise<void> {
  const { user } = await ask<{ user: { id: string } }>("GET", "me");
  await ask("PATCH", `users/${user.id}`, { locale });
  await agent.reload();
  await settled(agent);
  await picture(agent, `inbox-${locale}`);
}
