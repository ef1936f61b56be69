import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { newId } from "#kernel/id";
import { childNamed, type Element } from "#platform";
import type { MessengerShown } from "../contract/messengers.ts";
import { programOf } from "../mail/testing/programs.ts";
import { holdMessengers } from "../messengers/holding.ts";
import { spaces, words, xml } from "./element.ts";
import { openSession, type Session } from "./session.ts";
import { openProsody, type Prosody } from "./testing/prosody.ts";

const program = programOf("prosody");
let prosody: Prosody;
let house: FrontDoor;

beforeAll(async () => {
  if (!program) return;
  const usual = getCACertificates("default");
  setDefaultCACertificates([...usual, readFileSync("test/certificates/hooks.example.pem", "utf8")]);
  prosody = await openProsody(program, ["shop", "elena"]);
  house = await openFrontDoor();
  Object.assign(house.runtime.settings, { egressAllow: [{ host: "127.0.0.1" }] });
});

afterAll(() => prosody?.end());

test.skipIf(!program)(
  "what is written by XMPP is in the inbox once and is answered, over a server that falls and comes back",
  async () => {
    const wrong = await ask("POST", "/api/messengers", written("wrong"));
    expect(wrong).toMatchObject({ state: "sign_in_again", problem: "sign_in" });
    const shop = await ask("PUT", `/api/channel-accounts/${wrong.id}/messenger`, written("secret"));
    expect(shop).toMatchObject({ state: "working", address: "shop@hooks.example", problem: null });
    const stop = listenTwice();
    let elena = await customer();
    await elena.writes("Is it <there>?");
    await until(async () => (await textsOf(shop)).length === 1);
    const { id } = await conversationOf(shop);
    await answer(id, "It is & stays.");
    const heard = await elena.hears();
    expect(heard.body).toBe("It is & stays.");
    await elena.session.send(
      xml("message", { to: heard.from, type: "chat" }, [
        xml("received", { xmlns: spaces.receipts, id: heard.id }),
      ]),
    );
    await until(async () => (await lastOf(id)).state === "delivered");
    await elena.session.send(
      xml("message", { to: heard.from, type: "chat" }, [
        xml("displayed", { xmlns: spaces.markers, id: heard.id }),
      ]),
    );
    await until(async () => (await lastOf(id)).state === "read");
    // What is deeper than anybody writes stops nothing, neither live nor out of the archive.
    const deep = `<deep xmlns="urn:deep">${"<a>".repeat(100)}${"</a>".repeat(100)}</deep>`;
    await elena.session.send(
      xml("message", { to: "shop@hooks.example", type: "chat", id: "deep" }, [
        xml("body", {}, ["Deep"]),
        deep,
      ]),
    );
    await until(async () => (await textsOf(shop)).includes("Deep"));
    await stop();
    // Nobody listens: it is kept there until somebody does.
    await elena.writes("While you were away");
    await elena.session.ask("get", xml("ping", { xmlns: spaces.ping }));
    elena.session.close();
    const again = listenTwice();
    await until(async () => (await textsOf(shop)).length === 4);
    await prosody.kill();
    await answer(id, "Written while the server was down", [await fileOfOurs("offer.txt", "12 EUR")]);
    await prosody.start();
    elena = await customer();
    await elena.writes("And after the fall");
    await until(async () => (await textsOf(shop)).length === 6);
    expect((await elena.hears()).body).toBe("Written while the server was down");
    // A file is an address that is open to who was told it.
    const { pathname } = new URL((await elena.hears()).body ?? "");
    expect((await house.ask({ url: pathname })).body).toBe("12 EUR");
    await again();
    // Whoever has lost their place reads the whole archive again, and takes nothing twice.
    await sql`update channel_connections set cursor = jsonb_set(cursor, '{last}', 'null') where account_id = ${shop.id}`.execute(
      house.runtime.database,
    );
    const last = listenTwice();
    await elena.writes("The end");
    await until(async () => (await textsOf(shop)).includes("The end"));
    await last();
    // Out of the archive a message comes with the second of its moment alone.
    expect((await textsOf(shop)).sort()).toEqual([
      "And after the fall",
      "Deep",
      "Is it <there>?",
      "It is & stays.",
      "The end",
      "While you were away",
      "Written while the server was down",
    ]);
    expect(await conversationOf(shop)).toMatchObject({
      contact: "elena@hooks.example",
      channel: "messenger",
    });
  },
  60_000,
);

const written = (token: string) => ({
  name: "XMPP",
  settings: {
    kind: "xmpp",
    jid: "Shop@hooks.example",
    host: "127.0.0.1",
    port: prosody.port,
    security: "starttls",
  },
  secrets: { token },
});

/** Two processes that would both listen. */
function listenTwice(): () => Promise<void> {
  const stopping = new AbortController();
  const watches = [1, 2].map(() => holdMessengers(house.runtime, stopping.signal));
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(watches);
  };
  onTestFinished(stop);
  return stop;
}

interface Heard {
  readonly from: string | undefined;
  readonly id: string | undefined;
  readonly body: string | undefined;
}

/** Elena at her machine. */
async function customer(): Promise<{
  session: Session;
  writes(text: string): Promise<void>;
  hears(): Promise<Heard>;
}> {
  const session = await openSession(house.runtime, {
    account: {} as never,
    settings: {
      ...written("").settings,
      kind: "xmpp",
      jid: "elena@hooks.example",
      security: "starttls",
      server: "",
    },
    secrets: { token: "secret", hook: "" },
  });
  onTestFinished(() => session.close());
  const said: Element[] = [];
  const listening = session.listen(async (stanza) => void said.push(stanza));
  listening.catch(() => {});
  await session.send("<presence/>");
  return {
    session,
    writes: (text) =>
      session.send(
        xml("message", { to: "shop@hooks.example", type: "chat", id: newId() }, [
          xml("body", {}, [words(text)]),
        ]),
      ),
    async hears() {
      const bodyIn = (one: Element) => childNamed(one, `{${spaces.client}}body`)?.text;
      await until(async () => said.some(bodyIn));
      const [one] = said.splice(said.findIndex(bodyIn), 1);
      return { from: one?.attributes["from"], id: one?.attributes["id"], body: one && bodyIn(one) };
    },
  };
}

async function ask(method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const answer = await house.ask({
    method,
    url,
    headers: { cookie: house.cookie },
    ...(payload && { payload }),
  });
  if (answer.statusCode >= 400) throw new Error(answer.body);
  return answer.json();
}

async function conversationOf({ id }: MessengerShown) {
  const { data } = await ask("GET", "/api/conversations");
  return data.find(({ account }: { account: { id: string } }) => account.id === id);
}

async function textsOf(of: MessengerShown): Promise<string[]> {
  const conversation = await conversationOf(of);
  if (!conversation) return [];
  const { data } = await ask("GET", `/api/conversations/${conversation.id}/messages`);
  return data
    .filter(({ state }: { state: string }) => state !== "queued")
    .map(({ body }: { body: string }) => body);
}

const lastOf = async (conversation: string) =>
  (await ask("GET", `/api/conversations/${conversation}/messages`)).data.at(-1);

/** Without waiting until it could no longer be taken back. */
async function answer(conversation: string, body: string, files: readonly string[] = []): Promise<void> {
  await ask("POST", `/api/conversations/${conversation}/messages`, { body, files });
  await sql`update messages set send_at = now() where state = 'queued'`.execute(house.runtime.database);
}

async function fileOfOurs(name: string, content: string): Promise<string> {
  const payload = new FormData();
  payload.set("file", new Blob([content], { type: "text/plain" }), name);
  const kept = await house.ask({
    method: "POST",
    url: "/api/files",
    headers: { cookie: house.cookie },
    payload,
  });
  return kept.json().id;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await expect.poll(isSo, { timeout: 20_000, interval: 50 }).toBe(true);
}
