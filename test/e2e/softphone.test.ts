import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, seriousFindings, sitDown } from "./browser.ts";
import { type Product, startProduct } from "./product.ts";
import {
  canTelephone,
  type Customer,
  freeDatagramPort,
  telephoneCustomer,
  tone,
} from "./telephone-customer.ts";
import { type Provider, telephoneProvider } from "./telephone-provider.ts";

// Spoken with for real: Chromium on our side, baresip on theirs, Kamailio and rtpengine between them.
if (!canTelephone) console.warn("Skipped: kamailio, rtpengine-daemon and baresip are not on this machine.");

const soon = { timeout: 30_000 };
const number = "+359888123456";
const account = { user: "vitosha", password: "seven; grey=geese" };

let folder: string;
let product: Product;
let browser: Browser;
let customer: Customer;
let provider: Provider;
let trunk: string;
let line: string;
let edge: string;
let maria: Page;
let ivan: Page;
let elena: string;

beforeAll(async () => {
  if (!canTelephone) return;
  folder = mkdtempSync(join(tmpdir(), "rapport-telephone-"));
  writeFileSync(join(folder, "agent.wav"), tone(660, 48_000));
  const [port, theirs, between] = [
    await freeDatagramPort(),
    await freeDatagramPort(),
    await freeDatagramPort(),
  ];
  edge = `sip:+35929000000@127.0.0.1:${port}`;
  process.env.RAPPORT_TELEPHONE = `udp://127.0.0.1:${port}`;
  trunk = `sip:+35929000000@127.0.0.1:${between}`;
  process.env.RAPPORT_EGRESS_ALLOW = `127.0.0.1:${theirs},127.0.0.1:${between}`;
  provider = telephoneProvider(folder, { ...account, port: between, customers: theirs });
  [product, browser] = await Promise.all([
    startProduct(),
    openBrowser([
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${join(folder, "agent.wav")}`,
      "--allow-loopback-in-peer-connection",
      "--autoplay-policy=no-user-gesture-required",
    ]),
  ]);
  customer = telephoneCustomer(folder, { number, port: theirs });
  await setUp([`127.0.0.1:${between}`, `127.0.0.1:${theirs}`]);
});

afterAll(async () => {
  delete process.env.RAPPORT_TELEPHONE;
  delete process.env.RAPPORT_EGRESS_ALLOW;
  await customer?.stop();
  await provider?.stop();
  await browser?.close();
  await product?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!canTelephone)(
  "a call rings at whose customer it is, then at the next who is there; both hear each other, and it is on the timeline once",
  async () => {
    await customer.call(edge);
    await maria.getByRole("button", { name: "Answer", exact: true }).waitFor(soon);
    expect(await seriousFindings(maria)).toEqual([]);
    // Maria does not pick up.
    await ivan.getByRole("button", { name: "Answer", exact: true }).waitFor(soon);
    await maria.getByRole("button", { name: "Answer", exact: true }).waitFor({ state: "hidden" });
    await ivan.getByText("Elena Georgieva").first().waitFor(soon);
    await ivan.getByRole("button", { name: "Answer", exact: true }).click();
    await expect.poll(() => spoken(ivan), soon).toMatchObject({ hears: true, isHeard: true });
    await ivan.getByRole("button", { name: "Open", exact: true }).click();
    await ivan.waitForURL(`**/people/${elena}**`);

    await ivan.getByRole("button", { name: "Hold" }).click();
    await expect.poll(() => states("answered", "held"), soon).toEqual(["held"]);
    await ivan.getByRole("button", { name: "Hold" }).click();
    await expect.poll(() => states("answered", "held"), soon).toEqual(["answered"]);
    await passOnTo("Maria Ivanova");
    await maria.getByRole("button", { name: "Answer", exact: true }).click(soon);
    await expect.poll(() => spoken(maria), soon).toMatchObject({ hears: true, isHeard: true });
    await maria.getByRole("button", { name: "Hang up" }).click();
    await maria.getByRole("button", { name: "Hang up" }).waitFor({ state: "hidden" });
    await customer.hangUp();
    expect(customer.heard()).toBeGreaterThan(0.05);

    const told = () => ask<{ data: object[] }>("GET", `parties/${elena}/timeline`).then(({ data }) => data);
    await expect
      .poll(told, soon)
      .toMatchObject([{ event: "call", details: { outcome: "reached" }, actor: { title: "Maria Ivanova" } }]);
  },
);

test.skipIf(!canTelephone)(
  "a line registers at a provider that asks for a password, and says when it is refused",
  async () => {
    const stands = () =>
      ask<{ registration: object }>("GET", `channel-accounts/${line}/telephone`).then(
        ({ registration }) => registration,
      );
    await expect.poll(stands, soon).toMatchObject({ state: "refused", said: "401 Unauthorized" });
    await ask("PUT", `channel-accounts/${line}/telephone`, { provider_password: account.password });
    await expect.poll(stands, soon).toMatchObject({ state: "registered" });
  },
);

test.skipIf(!canTelephone)("whom everybody declines is called back", async () => {
  await customer.call(trunk);
  for (const page of [maria, ivan]) await page.getByRole("button", { name: "Decline" }).click(soon);
  const tasks = () => ask<{ data: object[] }>("GET", "tasks").then(({ data }) => data);
  await expect.poll(tasks, soon).toMatchObject([{ kind: "call", priority: "high", party: { id: elena } }]);
  await customer.hangUp();
});

test.skipIf(!canTelephone)("a click on a number calls it, by the line that one has", async () => {
  await customer.waits();
  await maria.goto(`${product.address}/people/${elena}`);
  await maria.locator(`a[href="tel:${number}"]`).first().click();
  await expect.poll(() => spoken(maria), soon).toMatchObject({ hears: true, isHeard: true });
  // Whoever answers that they are there, as soon as they are heard, is missed later.
  await expect.poll(() => maria.evaluate(askedInCall), soon).toBe(true);
  await leadsNowhereElse(maria);
  // Their battery is empty: not a word more, neither of speech nor of signalling.
  customer.freeze();
  await maria.getByText("The other end no longer answers").waitFor(soon);
  await expect.poll(() => states("ended").then((all) => all.length), soon).toBe(3);
  await customer.hangUp();
  expect(customer.heard()).toBeGreaterThan(0.05);
});

test.skipIf(!canTelephone)(
  "nobody speaks for somebody else, and nothing goes by here but calls that run",
  async () => {
    const { name } = await ask<{ name: string }>("GET", "telephone");
    const other = "0".repeat(32);
    expect(await answerTo("REGISTER", "sip:rapport", { from: other })).toBe(403);
    expect(await answerTo("INVITE", "sip:+359888999000@192.0.2.1", { from: other })).toBe(403);
    expect(await answerTo("MESSAGE", "sip:somebody@192.0.2.1", { from: name })).toBe(405);
    const way = { from: name, to: ";tag=made-up", route: "Route: <sip:127.0.0.1;lr>\r\n" };
    for (const method of ["INVITE", "BYE", "REFER"])
      expect(await answerTo(method, "sip:+359888999000@192.0.2.1", way)).toBeGreaterThanOrEqual(400);
    expect(await states("ended")).toHaveLength(3);
  },
);

test.skipIf(!canTelephone)("who vanishes in a call leaves nobody in it", async () => {
  await customer.waits();
  await ivan.goto(`${product.address}/people/${elena}`);
  await ivan.locator(`a[href="tel:${number}"]`).first().click();
  await expect.poll(() => spoken(ivan), soon).toMatchObject({ hears: true, isHeard: true });
  await ivan.goto("chrome://crash").catch(() => {});
  // A browser may come back: it is waited for before the call is ended.
  await expect.poll(() => states("ended").then((all) => all.length), { timeout: 80_000 }).toBe(4);
  // What was said in the first call, before and after it was passed on, has been on it for a while.
  const filter = JSON.stringify({ field: "recording", op: "not_empty" });
  const recorded = () =>
    ask<{ data: { recording: { id: string; size: number } }[] }>(
      "GET",
      `calls?sort=started_at&filter=${encodeURIComponent(filter)}`,
    ).then(({ data }) => data.map(({ recording }) => recording));
  await expect.poll(() => recorded().then((all) => all.length), soon).toBeGreaterThan(1);
  const [first] = await recorded();
  expect(first?.size).toBeGreaterThan(16_000);
  const sound = await maria.request.get(`${product.address}/api/files/${first?.id}`);
  const played = await maria.evaluate(
    async (bytes) => {
      const samples = await new AudioContext().decodeAudioData(Uint8Array.from(bytes).buffer);
      return samples.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    },
    [...(await sound.body())],
  );
  expect(played).toBeGreaterThan(0.3);
});

/** A request in a call whose further `Route` leads elsewhere gets to the other end of the call, and nowhere else. */
async function leadsNowhereElse(page: Page): Promise<void> {
  const elsewhere = createSocket("udp4").bind(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const got: string[] = [];
  elsewhere.on("message", (packet) => got.push(packet.toString()));
  const answer = await page.evaluate(saidInCall, elsewhere.address().port);
  expect(answer).toBeGreaterThanOrEqual(200);
  expect(got).toEqual([]);
  elsewhere.close();
}

const askedInCall = (): boolean =>
  (globalThis as unknown as Remembering).said.some((words) => words.startsWith("OPTIONS "));

/** Says in the page's call, by its connection, what its telephone never would; gives what is answered. */
function saidInCall(port: number): Promise<number> {
  const { said, sockets } = globalThis as unknown as Remembering;
  const socket = sockets.at(-1);
  const last = said.findLast((words) => words.startsWith("ACK ")) ?? "";
  const [, route = ""] = /\r\n(Route: [^\r]*)\r\n(?!Route)/.exec(last) ?? [];
  const words = last
    .replace(/^ACK /, "INFO ")
    .replace(/CSeq: (\d+) ACK/, (_, count) => `CSeq: ${Number(count) + 2} INFO`)
    .replace(/branch=[^;\r]*/, "branch=z9hG4bKelsewhere")
    .replace(route, `${route}\r\nRoute: <sip:127.0.0.1:${port};lr>`);
  return new Promise((done) => {
    socket?.addEventListener("message", ({ data }) => {
      const [, status] = /^SIP\/2.0 (\d+)[^]*CSeq: \d+ INFO/.exec(String(data)) ?? [];
      if (status) done(Number(status));
    });
    socket?.send(words);
  });
}

interface Forged {
  readonly from: string;
  readonly to?: string;
  readonly route?: string;
}

/** What the edge answers to a request that Maria's browser could send by hand. */
function answerTo(method: string, to: string, forged: Forged): Promise<number> {
  const body =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 127.0.0.1\r\n";
  const words = [
    `${method} ${to} SIP/2.0`,
    "Via: SIP/2.0/WS made-up.invalid;branch=z9hG4bKforged",
    "Max-Forwards: 10",
    `To: <${method === "REGISTER" ? `sip:${forged.from}@rapport` : to}>${forged.to ?? ""}`,
    `From: <sip:${forged.from}@rapport>;tag=forged`,
    `Call-ID: forged-${method}`,
    `CSeq: 1 ${method}`,
    "Contact: <sip:forged@made-up.invalid;transport=ws>",
    "Content-Type: application/sdp",
    `Content-Length: ${body.length}`,
    `${forged.route ?? ""}\r\n${body}`,
  ].join("\r\n");
  return maria.evaluate(
    (said) =>
      new Promise<number>((done) => {
        const socket = new WebSocket(`ws://${location.host}/telephone/socket`, "sip");
        socket.addEventListener("open", () => socket.send(said));
        socket.addEventListener("message", ({ data }) => {
          done(Number(/^SIP\/2.0 (\d+)/.exec(String(data))?.[1]));
          socket.close();
        });
      }),
    words,
  );
}

async function setUp(peers: readonly string[]): Promise<void> {
  const owner = { name: "Maria Ivanova", email: "maria@example.com", password: "a long and quiet river" };
  const colleague = { email: "ivan@example.com", password: "four slow mountains" };
  const organisation = {
    name: "Vitosha",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  };
  const context = await sitDown(browser);
  const answer = await context.request.post(`${product.address}/api/setup`, {
    data: { organisation, owner },
    headers: { origin: product.address },
  });
  expect(answer.status()).toBe(201);
  maria = await context.newPage();
  const name = ["--name", "Ivan Georgiev", "--email", colleague.email, "--password", colleague.password];
  await product.command("user", "create", ...name, "--role", "administrator");
  ivan = await signIn(colleague);
  const users = (await ask<{ data: { id: string; name: string }[] }>("GET", "users?sort=-name")).data;
  elena = (
    await ask<{ id: string }>("POST", "people", {
      name: { given: "Elena", family: "Georgieva" },
      phone: number,
      owner: users[0]?.id,
    })
  ).id;
  const office = { name: "Office", kind: "telephone", address: "+35929000000" };
  line = (await ask<{ id: string }>("POST", "channel-accounts", office)).id;
  await ask("PUT", `channel-accounts/${line}/telephone`, {
    softphone: true,
    peers,
    provider_user: account.user,
    provider_password: "not it",
    ring_for: 5,
    record: true,
    extensions: users.map(({ id }, place) => ({ extension: String(20 + place), user: id })),
  });
  await Promise.all([maria, ivan].map(comeToWork));
}

async function signIn(data: { email: string; password: string }): Promise<Page> {
  const context: BrowserContext = await sitDown(browser);
  const answer = await context.request.post(`${product.address}/api/session`, {
    data,
    headers: { origin: product.address },
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return context.newPage();
}

/** Says that they are there, and switches their telephone on. */
async function comeToWork(page: Page): Promise<void> {
  await page.addInitScript(rememberConnections);
  await page.goto(`${product.address}/inbox`);
  const views = page.getByRole("navigation", { name: "Views of the inbox" });
  await switchOn(page, "Available");
  // Once the programs of the telephone run, it can be switched on.
  await switchOn(page, "Telephone");
  await views.getByText("Ready").waitFor(soon);
}

/** It stands as the server has it, a moment after the click. */
async function switchOn(page: Page, name: string): Promise<void> {
  await page.getByRole("switch", { name, disabled: false }).click({ force: true, ...soon });
  await page.getByRole("switch", { name, checked: true }).waitFor({ ...soon, state: "attached" });
}

interface Remembering {
  connections: RTCPeerConnection[];
  sockets: WebSocket[];
  said: string[];
}

function rememberConnections(): void {
  const kept = globalThis as unknown as Remembering;
  const Plain = globalThis.RTCPeerConnection;
  kept.connections = [];
  globalThis.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.connections.push(this);
    }
  };
  const PlainSocket = globalThis.WebSocket;
  [kept.sockets, kept.said] = [[], []];
  globalThis.WebSocket = class extends PlainSocket {
    constructor(address: string | URL, speaks?: string | string[]) {
      super(address, speaks);
      if (String(address).includes("/telephone/")) kept.sockets.push(this);
    }
    override send(data: string): void {
      kept.said.push(data);
      super.send(data);
    }
  };
}

/** Whether what the other end says comes here with sound in it, and what is said here goes there. */
function spoken(page: Page): Promise<{ hears: boolean; isHeard: boolean }> {
  return page.evaluate(async () => {
    const all = (globalThis as unknown as { connections: RTCPeerConnection[] }).connections;
    const statistics = [...((await all.at(-1)?.getStats())?.values() ?? [])] as Record<
      string,
      number | string
    >[];
    const of = (type: string, value: string) =>
      Number(statistics.find((one) => one["type"] === type && one["kind"] === "audio")?.[value] ?? 0);
    return {
      hears: of("inbound-rtp", "packetsReceived") > 50 && of("inbound-rtp", "totalAudioEnergy") > 0.05,
      isHeard: of("outbound-rtp", "packetsSent") > 50,
    };
  });
}

async function passOnTo(name: string): Promise<void> {
  await ivan.getByRole("button", { name: "Transfer" }).click();
  await ivan.getByRole("combobox", { name: "Transfer" }).click();
  await ivan.getByRole("option", { name }).click();
}

async function states(...asked: readonly string[]): Promise<string[]> {
  const { data } = await ask<{ data: { state: string }[] }>("GET", "calls");
  return data.map(({ state }) => state).filter((state) => asked.includes(state));
}

async function ask<T>(method: string, path: string, data?: object): Promise<T> {
  const answer = await maria.request.fetch(`${product.address}/api/${path}`, {
    method,
    headers: { origin: product.address },
    ...(data ? { data } : {}),
  });
  if (!answer.ok()) throw new Error(await answer.text());
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}
