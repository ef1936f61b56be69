import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { newId } from "#kernel/id";
import { create } from "#records";
import { fullGrant, noGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import { listenAt, type LiveStream, type Message, readMessages, until } from "../../../test/live-stream.ts";

const everything = fullGrant;
const nothing = noGrant;
const manager: RoleGrants = { objects: { "*": everything }, permissions: ["*"] };

let door: FrontDoor;
let server: string;
let key: { authorization: string };

beforeAll(async () => {
  door = await openFrontDoor();
  server = await door.listen();
  key = await door.key(manager);
});

const opened: LiveStream[] = [];

// Whoever fails leaves no screen open for the next.
afterEach(() => {
  for (const screen of opened.splice(0)) screen.hangUp();
});

async function listen(headers: Readonly<Record<string, string>>): Promise<LiveStream> {
  const screen = await listenAt(server, headers);
  opened.push(screen);
  return screen;
}

async function makeCompany(name: string, headers: Record<string, string> = key): Promise<string> {
  const answer = await door.ask({ method: "POST", url: "/api/companies", headers, payload: { name } });
  return answer.json().id;
}

const makeUnowned = async () =>
  (await door.runtime.runAsSystem((work) => create(work, "company", { name: "Nobody's" }))).id;

describe("a screen that listens", () => {
  test("hears of a new record within a moment", async () => {
    const screen = await listen({ cookie: door.cookie });
    const company = await makeCompany("Rila");
    // The pipeline that an organisation begins with may be news, too.
    const heard = () => screen.changes().filter(({ data }) => data.object === "company");
    await until(() => heard().length > 0);
    expect(heard()[0]?.data).toEqual({
      object: "company",
      ids: [company],
      kind: "created",
      name: "records.created",
    });
    screen.hangUp();
  });

  test("hears only of records that it may read", async () => {
    const own = await door.key({ objects: { company: { ...everything, read: "own" } }, permissions: [] });
    const blind = await door.key({ objects: { "*": everything, company: nothing }, permissions: [] });
    const screens = [await listen(key), await listen(own), await listen(blind)];
    const unowned = await makeUnowned();
    const mine = await makeCompany("Maria's");
    // News come in order: who has heard of the last has been told of all before it.
    const { id: last } = await door.runtime.runAsSystem((work) => create(work, "product", { name: "Last" }));
    await until(() => [0, 2].every((at) => screens[at]?.changes().at(-1)?.data.ids?.[0] === last));
    await until(() => screens[1]?.changes().length === 1);
    expect(screens.map((screen) => screen.changes().flatMap(({ data }) => data.ids))).toEqual([
      [unowned, mine, last],
      [mine],
      [last],
    ]);
    for (const screen of screens) screen.hangUp();
  });

  test("is refused when nobody is signed in, and when another site asks", async () => {
    expect((await fetch(`${server}/api/live`)).status).toBe(401);
    const foreign = { cookie: door.cookie, "sec-fetch-site": "cross-site" };
    expect((await door.ask({ url: "/api/live", headers: foreign })).json().code).toBe("origin_refused");
  });

  test("may be open in twenty places, not in a hundred", async () => {
    const screens = await Promise.all(Array.from({ length: 20 }, () => listen(key)));
    expect((await listen(key)).status).toBe(429);
    for (const screen of screens) screen.hangUp();
    await vi.waitFor(
      async () => {
        const again = await listen(key);
        again.hangUp();
        expect(again.status).toBe(200);
      },
      { timeout: 45_000 },
    );
  });
});

describe("a screen that was away", () => {
  test("is told what it missed, once, and then what comes", async () => {
    const before = await listen(key);
    const seen = await makeCompany("Seen");
    await until(() => before.changes().length === 1);
    const last = before.heard.at(-1)?.id ?? "";
    before.hangUp();
    const missed = [await makeCompany("Missed"), await makeCompany("Missed, too")];
    const after = await listen({ ...key, "last-event-id": last });
    const next = await makeCompany("Next");
    await until(() => after.changes().length === 3);
    expect(after.changes().flatMap(({ data }) => data.ids)).toEqual([...missed, next]);
    expect(after.changes().flatMap(({ data }) => data.ids)).not.toContain(seen);
    after.hangUp();
  });

  test("reads all anew when it was away for too long, or remembers what never was", async () => {
    const last = newId();
    const reader = await listen(key);
    await door.runtime.runAsSystem(async (work) => {
      for (let one = 0; one < 1100; one++)
        work.emit({ name: "records.changed", object: "company", records: [newId()] });
      work.emit({ name: "records.archived", object: "company", records: [last] });
    });
    // Once it has heard the last, it was told to all who were there; who comes now has missed it.
    await until(() => reader.heard.some(({ event, data }) => event === "resync" || data.ids?.includes(last)));
    const first = await sql<{ id: string }>`
      select transaction || '-' || sequence as id from events order by transaction, sequence limit 1
    `.execute(door.runtime.database);
    for (const id of [first.rows[0]?.id ?? "", "1-1", "999999999999-1"]) {
      const screen = await listen({ ...key, "last-event-id": id });
      expect(screen.heard.map(({ event }) => event)).toEqual(["resync"]);
      screen.hangUp();
    }
    const odd = await listen({ ...key, "last-event-id": "x'; drop table events" });
    expect(odd.heard.map(({ event }) => event)).toEqual(["ready"]);
    odd.hangUp();
  });

  test("reads all anew when it did not take what was sent", async () => {
    const answer = await fetch(`${server}/api/live`, { headers: key });
    // News come in order to all alike: when who reads hears of what comes last, all before it was sent to both.
    const reader = await listen(key);
    for (let round = 0; round < 3; round++) {
      await door.runtime.runAsSystem(async (work) => {
        for (let one = 0; one < 100; one++) {
          const records = Array.from({ length: 1000 }, () => newId());
          work.emit({ name: "records.changed", object: "company", records });
        }
      });
    }
    await vi.waitFor(
      async () => {
        const last = await makeCompany("Last");
        await until(() => reader.changes().some(({ data }) => data.ids?.includes(last)), 1000);
      },
      { timeout: 45_000 },
    );
    reader.hangUp();
    const heard: Message[] = [];
    void readMessages(answer, heard).catch(() => {});
    await until(() => heard.some(({ event }) => event === "resync"));
    const told = heard.length;
    expect(told).toBeLessThan(300);
    const company = await makeCompany("After all");
    await until(() => heard.some(({ data }) => data.ids?.includes(company)));
    await answer.body?.cancel().catch(() => {});
  });
});

describe("a stream ends by itself, checked each second,", () => {
  test("when its key is revoked", async () => {
    const doomed = await door.key(manager);
    const screen = await listen(doomed);
    await sql`update api_keys set revoked_at = now() where id = (select max(id::text)::uuid from api_keys)`.execute(
      door.runtime.database,
    );
    await until(screen.isClosed);
  });

  test("when its user signs out", async () => {
    const screen = await listen({ cookie: door.cookie });
    const answer = await door.ask({
      method: "DELETE",
      url: "/api/session",
      headers: { cookie: door.cookie },
    });
    expect(answer.statusCode).toBe(204);
    await until(screen.isClosed);
  });
});
