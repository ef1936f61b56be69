import { createSocket, type Socket } from "node:dgram";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { edgeKey } from "./edge-place.ts";
import { configuration } from "./keeping-edge.ts";
import { freePort } from "./loopback.ts";
import { nameOfAgent, type News, writeDecision, writeEnd, writeRegistration } from "./messages.ts";
import { findPrograms, type RunningProgram, startProgram } from "./programs.ts";
import { type EdgeTalk, speakWithEdge } from "./speaking.ts";

// Kamailio itself as Rapport sets it up, between a browser and a provider that speak by hand; what carries speech is made up.
const programs = await findPrograms();
if (!programs) console.warn("Skipped: kamailio and rtpengine-daemon are not on this machine.");

const line = "01a21924-61af-7baa-b60d-5c15dd4d9735";
const maria = "01a21924-61af-7baa-b60d-5c15dd4d9736";
const ivan = "01a21924-61af-7baa-b60d-5c15dd4d9737";
const secret = Buffer.alloc(32);
const sound = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n`;

/** One end that speaks SIP: what it hears, and how it says something. */
interface End {
  readonly via: string;
  readonly contact: string;
  readonly heard: string[];
  readonly hears: EventEmitter;
  say(words: string): void;
}

let folder: string;
let kamailio: RunningProgram;
let talk: EdgeTalk;
let media: Socket;
let door: Socket;
let provider: End;
let peer: string;
let browser: End;
let socket: WebSocket;
let news: News[];
let longest: number;
const stopping = new AbortController();

beforeAll(async () => {
  if (!programs) return;
  folder = mkdtempSync(join(tmpdir(), "rapport-edge-"));
  media = await madeUpMedia();
  door = createSocket("udp4").bind(0, "127.0.0.1");
  await once(door, "listening");
  const free = createSocket("udp4").bind(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address();
  free.close();
  peer = `127.0.0.1:${door.address().port}`;
  provider = end({ via: `UDP ${peer}`, contact: `sip:theirs@${peer}` }, (words) =>
    door.send(words, port, "127.0.0.1"),
  );
  door.on("message", (packet) => hear(provider, packet.toString()));
  const ports = { socket: await freePort(), events: await freePort(), media: media.address().port };
  const address = { host: "127.0.0.1", port, shown: "127.0.0.1" };
  const config = join(folder, "edge.cfg");
  writeFileSync(config, await configuration({ settings: { secret } }, address, ports));
  const words = ["-DD", "-E", "-m", "64", "-f", config, "-Y", folder, "-w", folder];
  kamailio = await startProgram({ name: "kamailio", path: programs.kamailio, folder, words });
  const key = edgeKey({ secret });
  news = [];
  talk = await speakWithEdge({ port: ports.events, key, hear: decide, stopping: stopping.signal });
  talk.say("do=peer;address=127.0.0.1");
  socket = await openSocket(ports.socket, key);
  browser = end({ via: "WS made-up.invalid", contact: "sip:browser@127.0.0.1;transport=ws" }, (said) =>
    socket.send(said),
  );
  socket.addEventListener("message", ({ data }) => hear(browser, String(data)));
});

beforeEach(() => (news = []));

afterAll(async () => {
  if (!programs) return;
  socket?.close();
  talk?.end();
  await kamailio?.stop();
  door?.close();
  media?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!programs)(
  "a call ends on both ends when it has lasted as long as it may, whatever is said in it",
  async () => {
    longest = 2;
    const call = await callOut("long");
    const begun = Date.now();
    const speaking = setInterval(() => call.say("OPTIONS"), 400);
    await Promise.all([heardBy(provider, /^BYE /), heardBy(browser, /^BYE /)]).finally(() =>
      clearInterval(speaking),
    );
    expect(Date.now() - begun).toBeGreaterThan(1000);
    await expect.poll(() => news.map(({ what }) => what)).toContain("ended");
  },
);

test.skipIf(!programs)(
  "a call that rang at a browser and is ended by Rapport ends on both ends",
  async () => {
    const own = `sip:${nameOfAgent(maria)}@rapport`;
    callOf(browser, { id: "register", from: own, to: own }).say("REGISTER");
    await heardBy(browser, /^SIP\/2.0 200 .*CSeq: 1 REGISTER/s);
    const [from, to] = ["sip:+359888123456@127.0.0.1", "sip:+35929000000@127.0.0.1"];
    await callTaken(provider, browser, { id: "in", from, to });
    talk.say(writeEnd("in"));
    await Promise.all([heardBy(provider, /^BYE /), heardBy(browser, /^BYE /)]);
  },
);

test.skipIf(!programs)("a call is passed on once the other end takes it up, and not before", async () => {
  longest = 60;
  const call = await callOut("passed");
  const target = [`Refer-To: <sip:${nameOfAgent(ivan)}@rapport>`];
  call.say("REFER", target);
  answer(provider, await heardBy(provider, /^REFER /), "603 Decline");
  await heardBy(browser, /^SIP\/2.0 603/);
  call.say("OPTIONS");
  await heardBy(browser, /^SIP\/2.0 200 .*CSeq: \d+ OPTIONS/s);
  expect(news.map(({ what }) => what)).not.toContain("transferred");
  call.say("REFER", target);
  answer(provider, await heardBy(provider, /^REFER /), "202 Accepted");
  await expect
    .poll(() => news)
    .toContainEqual(expect.objectContaining({ what: "transferred", to: nameOfAgent(ivan) }));
});

test.skipIf(!programs)(
  "what a provider answers to a line says nothing of others, and may ask for a proof in several ways",
  async () => {
    const whom = { user: "'office", domain: "127.0.0.1", login: "office", password: "seven; grey" };
    talk.say(writeRegistration({ ...whom, line, turn: 1, peer, seconds: 300, proof: "" }));
    const forged = `300 line=${nameOfAgent(ivan)} turn=7 code=403`;
    answer(provider, await heardBy(provider, /^REGISTER /), "200 OK", {
      more: [`Expires: ${forged}`, `Min-Expires: ${forged}`],
    });
    await expect
      .poll(() => news)
      .toMatchObject([{ what: "registered", line, turn: 1, code: 200, seconds: null }]);
    news = [];
    talk.say(writeRegistration({ ...whom, line, turn: 2, peer, seconds: 300, proof: "" }));
    const ways = ["SHA-512-256", "MD5"].map(
      (way) => `WWW-Authenticate: Digest realm="r", nonce="n", algorithm=${way}`,
    );
    answer(provider, await heardBy(provider, /^REGISTER /), "401 Unauthorized", { more: ways });
    await expect
      .poll(() => news)
      .toMatchObject([{ code: 401, challenge: expect.stringMatching(/512.*MD5/) }]);
  },
);

function decide(told: News): void {
  news.push(told);
  if (told.what !== "call") return;
  if (told.by === "peer")
    return talk.say(writeDecision(told.place, { do: "ring", agents: [maria], seconds: 20, record: false }));
  const where = { peer, domain: peer, user: "", shown: "" };
  talk.say(
    writeDecision(told.place, { do: "out", line, number: "+359888999000", ...where, longest, record: false }),
  );
}

interface Call {
  /** Says something in it. */
  say(method: string, more?: readonly string[], body?: string): void;
  /** The other end took it, with these words. */
  taken(words: string): void;
}

/** What an end says in a call that it begins. */
function callOf(who: End, { id, from, to }: { id: string; from: string; to: string }): Call {
  let [count, address, within] = [0, to, [`To: <${to}>`]];
  return {
    say(method, more = [], body = "") {
      if (method !== "ACK") count++;
      const words = [
        `${method} ${address} SIP/2.0`,
        `Via: SIP/2.0/${who.via};branch=z9hG4bK-${id}-${method}-${count}`,
        "Max-Forwards: 10",
        `From: <${from}>;tag=${id}`,
        `Call-ID: ${id}`,
        `CSeq: ${count} ${method}`,
        `Contact: <${who.contact}>`,
        ...within,
        ...more,
        ...(body ? ["Content-Type: application/sdp"] : []),
        `Content-Length: ${body.length}`,
        `\r\n${body}`,
      ];
      who.say(words.join("\r\n"));
    },
    taken(words) {
      address = /(?<=\r\nContact: <)[^>]*/.exec(words)?.[0] ?? "";
      const ways = headers(words, "Record-Route").reverse();
      within = [...ways.map((way) => `Route: ${way}`), ...headers(words, "To").map((to) => `To: ${to}`)];
    },
  };
}

/** A call of one end that the other takes. */
async function callTaken(who: End, other: End, of: { id: string; from: string; to: string }): Promise<Call> {
  const call = callOf(who, of);
  call.say("INVITE", [], sound);
  answer(other, await heardBy(other, /^INVITE /), "200 OK", { body: sound });
  call.taken(await heardBy(who, /^SIP\/2.0 200 .*CSeq: 1 INVITE/s));
  call.say("ACK");
  await heardBy(other, /^ACK /);
  return call;
}

const callOut = (id: string): Promise<Call> =>
  callTaken(browser, provider, {
    id,
    from: `sip:${nameOfAgent(maria)}@rapport`,
    to: `sip:${nameOfAgent(line)}.+359888999000@rapport`,
  });

interface Said {
  readonly more?: readonly string[];
  readonly body?: string;
}

/** Answers what one end was asked. */
function answer(who: End, asked: string, status: string, { more = [], body = "" }: Said = {}): void {
  const said = ["Via", "From", "Call-ID", "CSeq", "Record-Route"].flatMap((name) =>
    headers(asked, name).map((value) => `${name}: ${value}`),
  );
  const [to = ""] = headers(asked, "To");
  const words = [
    `SIP/2.0 ${status}`,
    ...said,
    `To: ${to}${to.includes(";tag=") ? "" : ";tag=theirs"}`,
    ...more,
    ...(body ? [`Contact: <${who.contact}>`, "Content-Type: application/sdp"] : []),
    `Content-Length: ${body.length}`,
    `\r\n${body}`,
  ];
  who.say(words.join("\r\n"));
}

const headers = (words: string, name: string): string[] =>
  [...words.matchAll(new RegExp(`(?<=\\r\\n${name}: )[^\\r]*`, "g"))].map(([value]) => value);

function end(address: Pick<End, "via" | "contact">, say: (words: string) => void): End {
  return { ...address, heard: [], hears: new EventEmitter(), say };
}

/** What asks for no more than a sign of life gets one. */
function hear(who: End, words: string): void {
  if (who === provider && words.startsWith("OPTIONS ")) return answer(who, words, "200 OK");
  who.heard.push(words);
  who.hears.emit("words");
}

/** The next of that kind that it hears, once. */
async function heardBy({ heard, hears }: End, what: RegExp): Promise<string> {
  const late = AbortSignal.timeout(8_000);
  for (;;) {
    const at = heard.findIndex((words) => what.test(words));
    if (at !== -1) return heard.splice(at, 1)[0] ?? "";
    await once(hears, "words", { signal: late }).catch(() => {
      throw new Error(
        `Not heard: ${String(what)}, but ${heard.map((one) => one.split("\r\n", 1)[0]).join(", ")}`,
      );
    });
  }
}

/** Says yes to whatever is asked of what carries speech, and changes nothing. */
async function madeUpMedia(): Promise<Socket> {
  const listening = createSocket("udp4").bind(0, "127.0.0.1");
  await once(listening, "listening");
  listening.on("message", (packet, { port }) => {
    const words = packet.toString();
    const cookie = words.split(" ", 1)[0] ?? "";
    const [, length = "0"] = /3:sdp(\d+):/.exec(words) ?? [];
    const at = words.indexOf(`3:sdp${length}:`) + length.length + 6;
    const said = words.slice(at, at + Number(length));
    const done = words.includes("7:command4:ping")
      ? "d6:result4:ponge"
      : `d6:result2:ok3:sdp${length}:${said}e`;
    listening.send(`${cookie} ${done}`, port, "127.0.0.1");
  });
  return listening;
}

async function openSocket(port: number, key: string): Promise<WebSocket> {
  const headers = { "X-Rapport-Agent": nameOfAgent(maria), "X-Rapport-Key": key };
  const options = { protocols: ["sip"], headers } as unknown as string[];
  const opened = new WebSocket(`ws://127.0.0.1:${port}/`, options);
  await once(opened, "open");
  return opened;
}
