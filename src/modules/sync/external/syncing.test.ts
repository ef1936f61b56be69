import { sql } from "kysely";
import { createDAVClient, type DAVObject } from "tsdav";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fullGrant } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebodySignedIn } from "../../../../test/somebody.ts";
import {
  type CalendarServer,
  type OddServer,
  openOddServer,
  serversHere,
} from "../testing/calendar-servers.ts";
import { syncCalendars } from "./syncing.ts";

let house: FrontDoor;

beforeAll(async () => {
  house = await openFrontDoor();
  // Where the servers of the tests are.
  Object.assign(house.runtime.settings, {
    egressAllow: [{ host: "127.0.0.1" }, { host: "127.0.0.1", port: 1 }],
  });
});

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

async function ask(method: Method, url: string, payload: object | undefined, who: Somebody) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

/** Looks at all calendars now, whoever's turn it is. */
async function goRound(): Promise<void> {
  await sql`update calendar_connections set next_look_at = now()`.execute(house.runtime.database);
  await syncCalendars(house.runtime);
}

const tasksOf = async (who: Somebody) =>
  (await ask("GET", "/api/tasks?sort=id&filter=owner is me", undefined, who)).body.data;
const connectionOf = async (who: Somebody) =>
  (await ask("GET", "/api/calendar-connections", undefined, who)).body.data[0];

const entry = (component: string, ...lines: string[]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Elsewhere//EN",
    `BEGIN:${component}`,
    "DTSTAMP:20261101T000000Z",
    ...lines,
    `END:${component}`,
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const stampOf = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, "");
let people = 0;

describe.each(Object.entries(serversHere))("with %s", (_name, open) => {
  let server: CalendarServer;
  let mia: Somebody;

  beforeAll(async () => {
    server = await open();
    mia = await somebodySignedIn(house, `Mia ${++people}`, {
      objects: { "*": fullGrant },
      permissions: ["*"],
    });
  });
  afterAll(() => server.close());

  const elsewhere = () =>
    createDAVClient({
      serverUrl: server.address,
      credentials: { username: server.userName, password: server.password },
      authMethod: "Basic",
      defaultAccountType: "caldav",
    });
  const entriesIn = async (calendar: string): Promise<DAVObject[]> => {
    const client = await elsewhere();
    const found = (await client.fetchCalendars()).find(({ url }) => url === calendar);
    const component = calendar.endsWith("/tasks/") ? "VTODO" : "VEVENT";
    const filters = [
      {
        "comp-filter": {
          _attributes: { name: "VCALENDAR" },
          "comp-filter": { _attributes: { name: component } },
        },
      },
    ];
    return client.fetchCalendarObjects({ calendar: found as never, filters });
  };
  const putThere = async (calendar: string, filename: string, iCalString: string) => {
    const made = await (await elsewhere()).createCalendarObject({
      calendar: { url: calendar } as never,
      filename,
      iCalString,
    });
    expect(made.status).toBe(201);
  };
  const changeThere = async (object: DAVObject, from: string | RegExp, to: string) => {
    const changed = { ...object, data: String(object.data).replace(from, to) };
    expect((await (await elsewhere()).updateCalendarObject({ calendarObject: changed })).ok).toBe(true);
  };

  test("a user signs in, chooses calendars, and both sides get what the other has", async () => {
    const wrong = { address: server.address, userName: server.userName, password: "wrong" };
    expect((await ask("POST", "/api/calendar-connections", wrong, mia)).body.code).toBe(
      "calendar_sign_in_refused",
    );
    const { status, body } = await ask(
      "POST",
      "/api/calendar-connections",
      { ...wrong, password: server.password },
      mia,
    );
    expect([status, body]).toEqual([201, { id: expect.any(String) }]);
    const { calendars } = await connectionOf(mia);
    expect(
      calendars.map(({ kind, chosen }: { kind: string; chosen: boolean }) => [kind, chosen]).toSorted(),
    ).toEqual([
      ["meetings", false],
      ["tasks", false],
    ]);
    await putThere(
      server.calendars.meetings,
      "theirs.ics",
      entry(
        "VEVENT",
        "UID:theirs",
        "SUMMARY:Theirs",
        "DTSTART:20300101T100000Z",
        "DTEND:20300101T110000Z",
        "LOCATION:Room 5",
      ),
    );
    await putThere(
      server.calendars.tasks,
      "todo.ics",
      entry("VTODO", "UID:todo", "SUMMARY:Their task", "PRIORITY:1"),
    );
    const choice = { calendars: calendars.map(({ id }: { id: string }) => ({ id, takesNew: true })) };
    expect((await ask("PUT", `/api/calendar-connections/${body.id}/choice`, choice, mia)).status).toBe(204);
    await ask(
      "POST",
      "/api/tasks",
      { subject: "Ours", kind: "meeting", due_at: "2030-02-01T09:00:00Z" },
      mia,
    );
    await goRound();
    expect((await connectionOf(mia)).trouble).toBe(null);
    expect((await tasksOf(mia)).map(({ subject }: { subject: string }) => subject).toSorted()).toEqual(
      ["Their task", "Theirs", "Ours"].toSorted(),
    );
    expect(
      (await entriesIn(server.calendars.meetings))
        .map(({ data }) => /SUMMARY:(.*?)\r?\n/.exec(String(data))?.[1])
        .toSorted(),
    ).toEqual(["Ours", "Theirs"]);
  });

  test("nothing is doubled and nothing goes round in circles, however often they meet", async () => {
    const before = [
      await tasksOf(mia),
      (await entriesIn(server.calendars.meetings)).map(({ etag }) => etag).toSorted(),
    ];
    await goRound();
    await goRound();
    await goRound();
    const after = [
      await tasksOf(mia),
      (await entriesIn(server.calendars.meetings)).map(({ etag }) => etag).toSorted(),
    ];
    expect(after).toEqual(before);
  });

  test("changes go both ways, and what we do not know stays", async () => {
    const [theirs] = (await entriesIn(server.calendars.meetings)).filter(({ data }) =>
      String(data).includes("SUMMARY:Theirs"),
    );
    await changeThere(theirs as DAVObject, "SUMMARY:Theirs", "SUMMARY:Theirs\\, moved");
    const task = (await tasksOf(mia)).find(({ subject }: { subject: string }) => subject === "Their task");
    await ask("PUT", `/api/tasks/${task.id}/completion`, undefined, mia);
    await goRound();
    const there = (await tasksOf(mia)).find(
      ({ subject }: { subject: string }) => subject === "Theirs, moved",
    );
    expect(there).toBeDefined();
    expect(String((await entriesIn(server.calendars.tasks))[0]?.data)).toContain("STATUS:COMPLETED");
    await ask("PATCH", `/api/tasks/${there.id}`, { ends_at: "2030-01-01T12:00:00Z" }, mia);
    await goRound();
    const now = (await entriesIn(server.calendars.meetings)).find(({ data }) =>
      String(data).includes("UID:theirs"),
    );
    expect(now?.data).toContain("DTEND:20300101T120000Z");
    expect(now?.data).toContain("LOCATION:Room 5");
  });

  test("an entry that has another address there is the same still", async () => {
    const [before] = (await tasksOf(mia)).filter(
      ({ subject }: { subject: string }) => subject === "Their task",
    );
    const [object] = await entriesIn(server.calendars.tasks);
    await (await elsewhere()).deleteCalendarObject({ calendarObject: object as DAVObject });
    await putThere(
      server.calendars.tasks,
      "moved.ics",
      String(object?.data).replace("SUMMARY:Their", "SUMMARY:Still their"),
    );
    await goRound();
    await goRound();
    expect((await ask("GET", `/api/tasks/${before.id}`, undefined, mia)).body).toMatchObject({
      subject: "Still their task",
      archived_at: null,
    });
    expect((await tasksOf(mia)).length).toBe(3);
    await ask("PATCH", `/api/tasks/${before.id}`, { subject: "Their task" }, mia);
    await goRound();
    expect(String((await entriesIn(server.calendars.tasks))[0]?.data)).toContain("SUMMARY:Their task");
  });

  test("of one who may not see tasks any more nothing is deleted there", async () => {
    const database = house.runtime.database;
    const grant = (grants: object) =>
      database
        .updateTable("roles")
        .set({ grants: JSON.stringify({ permissions: ["*"], ...grants }) })
        .where("id", "in", database.selectFrom("user_roles").select("role_id").where("user_id", "=", mia.id))
        .execute();
    const tagsNow = async () =>
      (await entriesIn(server.calendars.meetings)).map(({ etag }) => etag).toSorted();
    const before = await tagsNow();
    await grant({ objects: {} });
    await goRound();
    await grant({ objects: { "*": fullGrant } });
    expect(await tagsNow()).toEqual(before);
    expect(before.length).toBe(2);
    await goRound();
    expect((await tasksOf(mia)).length).toBe(3);
  });

  test("what nobody has thought of is the trouble of one connection, and said at the end", async () => {
    const odd = Object.create(house.runtime, {
      actorOf: { value: () => Promise.reject(new TypeError("Odd")) },
    });
    await sql`update calendar_connections set next_look_at = now()`.execute(house.runtime.database);
    await expect(syncCalendars(odd)).rejects.toThrow("Odd");
    expect(await connectionOf(mia)).toMatchObject({ trouble: "answer", paused: false });
    await goRound();
    expect((await connectionOf(mia)).trouble).toBe(null);
  });

  test("no second round begins while one of the same user is under way", async () => {
    const lookedAt = async () => (await connectionOf(mia)).lookedAt;
    const before = await lookedAt();
    await house.runtime.database.connection().execute(async (connection) => {
      const key = sql`hashtextextended(${`sync.calendars ${mia.id}`}, 0)`;
      await sql`select pg_advisory_lock(${key})`.execute(connection);
      await goRound();
      expect(await lookedAt()).toBe(before);
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    });
    await goRound();
    expect(await lookedAt()).not.toBe(before);
  });

  test("of two who change the same at once the later one stays, and the other stands in the history", async () => {
    const read = async () =>
      (await entriesIn(server.calendars.meetings)).find(({ data }) =>
        String(data).includes("UID:theirs"),
      ) as DAVObject;
    const { id } = (await tasksOf(mia)).find(
      ({ subject }: { subject: string }) => subject === "Theirs, moved",
    );
    const changeHere = (subject: string) => ask("PATCH", `/api/tasks/${id}`, { subject }, mia);
    const changeAt = async (subject: string, at: number) => {
      const object = await read();
      const data = String(object.data)
        .replace(/LAST-MODIFIED:.*?\r?\n/g, "")
        .replace(/SUMMARY:.*?\r?\n/, `SUMMARY:${subject}\r\nLAST-MODIFIED:${stampOf(at)}\r\n`);
      expect(
        (await (await elsewhere()).updateCalendarObject({ calendarObject: { ...object, data } })).ok,
      ).toBe(true);
    };
    await changeHere("Ours is later");
    await changeAt("Theirs was before", Date.now() - 3_600_000);
    await goRound();
    await goRound();
    expect(String((await read()).data)).toContain("SUMMARY:Ours is later");
    const { body } = await ask("GET", `/api/tasks/${id}/history`, undefined, mia);
    expect(JSON.stringify(body)).toContain("Theirs was before");
    await changeHere("Ours was before");
    await changeAt("Theirs is later", Date.now() + 3_600_000);
    await goRound();
    expect((await ask("GET", `/api/tasks/${id}`, undefined, mia)).body.subject).toBe("Theirs is later");
  });

  test("what is deleted on one side is deleted on the other", async () => {
    const theirs = (await entriesIn(server.calendars.meetings)).find(({ data }) =>
      String(data).includes("UID:theirs"),
    );
    await (await elsewhere()).deleteCalendarObject({ calendarObject: theirs as DAVObject });
    const ours = (await tasksOf(mia)).find(({ subject }: { subject: string }) => subject === "Ours");
    await ask("DELETE", `/api/tasks/${ours.id}`, undefined, mia);
    await goRound();
    expect((await tasksOf(mia)).map(({ subject }: { subject: string }) => subject)).toEqual(["Their task"]);
    expect(await entriesIn(server.calendars.meetings)).toEqual([]);
  });

  test("a password that is refused pauses it and says so; the right one lets it go on", async () => {
    const { id } = await connectionOf(mia);
    await ask("PUT", `/api/calendar-connections/${id}/password`, { password: "wrong" }, mia);
    await goRound();
    expect(await connectionOf(mia)).toMatchObject({ trouble: "sign_in", paused: true });
    await ask("PUT", `/api/calendar-connections/${id}/password`, { password: server.password }, mia);
    await goRound();
    expect(await connectionOf(mia)).toMatchObject({ trouble: null, paused: false });
    const other = await somebodySignedIn(house, `Other ${++people}`, {
      objects: { "*": fullGrant },
      permissions: ["*"],
    });
    expect((await ask("DELETE", `/api/calendar-connections/${id}`, undefined, other)).status).toBe(404);
    expect((await ask("DELETE", `/api/calendar-connections/${id}`, undefined, mia)).status).toBe(204);
    expect((await tasksOf(mia)).length).toBe(1);
  });
});

describe("a calendar elsewhere", () => {
  let odd: OddServer;
  let lea: Somebody;

  beforeAll(async () => {
    odd = await openOddServer();
    lea = await somebodySignedIn(house, "Lea", { objects: { "*": fullGrant }, permissions: ["*"] });
    const access = { address: odd.address, userName: "lea", password: "a password" };
    const { status, body } = await ask("POST", "/api/calendar-connections", access, lea);
    expect([status, body]).toEqual([201, body]);
    const { calendars } = await connectionOf(lea);
    const choice = { calendars: calendars.map(({ id }: { id: string }) => ({ id, takesNew: true })) };
    await ask("PUT", `/api/calendar-connections/${body.id}/choice`, choice, lea);
    for (const name of ["one", "two"])
      odd.entries.set(
        `/cal/${name}.ics`,
        entry("VEVENT", `UID:${name}`, `SUMMARY:${name}`, "DTSTART:20300101T100000Z"),
      );
    await goRound();
    expect((await tasksOf(lea)).length).toBe(2);
  });
  afterAll(() => odd.close());

  const idOf = async (subject: string): Promise<string> =>
    (await tasksOf(lea)).find((one: { subject: string }) => one.subject === subject).id;

  test("whose list is empty of a sudden, itself not in it, has lost nothing: nothing is deleted here", async () => {
    odd.isBlank = true;
    await goRound();
    expect((await tasksOf(lea)).length).toBe(2);
    expect(await connectionOf(lea)).toMatchObject({ trouble: "answer", paused: false });
    odd.isBlank = false;
    await goRound();
    expect((await connectionOf(lea)).trouble).toBe(null);
  });

  test("that does not take one entry takes the others, and the one is not sent again until it changes", async () => {
    for (const status of [403, 422, 500]) {
      odd.refuses = (path) => (path === "/cal/one.ics" ? status : null);
      await ask("PATCH", `/api/tasks/${await idOf("one")}`, { description: `Refused with ${status}` }, lea);
      await ask("PATCH", `/api/tasks/${await idOf("two")}`, { description: `Taken after ${status}` }, lea);
      await goRound();
      expect(await connectionOf(lea)).toMatchObject({ trouble: null, paused: false });
      expect(odd.entries.get("/cal/two.ics")).toContain(`Taken after ${status}`);
      odd.writes.length = 0;
      await goRound();
      expect(odd.writes).toEqual([]);
    }
    // What changes there meanwhile comes here all the same, and ours stays.
    odd.entries.set(
      "/cal/one.ics",
      entry("VEVENT", "UID:one", "SUMMARY:one there", "DTSTART:20300101T100000Z"),
    );
    odd.refuses = () => null;
    await goRound();
    expect(await tasksOf(lea)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ subject: "one there", description: "Refused with 500" }),
      ]),
    );
  });

  test("that one may only read lets what is new here alone, and what is deleted here stays there", async () => {
    odd.refuses = () => 403;
    odd.writes.length = 0;
    for (let index = 0; index < 20; index++)
      await ask(
        "POST",
        "/api/tasks",
        { subject: `New ${index}`, kind: "meeting", due_at: "2030-02-01T09:00:00Z" },
        lea,
      );
    await ask("DELETE", `/api/tasks/${await idOf("two")}`, undefined, lea);
    await goRound();
    expect(await connectionOf(lea)).toMatchObject({ trouble: null, paused: false });
    expect(odd.writes.length).toBeLessThan(10);
    await goRound();
    expect((await tasksOf(lea)).length).toBe(21);
    expect(odd.entries.has("/cal/two.ics")).toBe(true);
    odd.refuses = () => null;
    await goRound();
    expect([...odd.entries.values()].filter((text) => text.includes("SUMMARY:New")).length).toBe(20);
  });

  test("that takes the password no more pauses it, also where that shows when something is sent", async () => {
    odd.refuses = () => 401;
    await ask("PATCH", `/api/tasks/${await idOf("New 1")}`, { description: "Not sent" }, lea);
    await goRound();
    expect(await connectionOf(lea)).toMatchObject({ trouble: "sign_in", paused: true });
  });
});

test("CVE-2026-33534: an address in the own network, or one that is no calendar, is refused, and its answer not shown", async () => {
  const ivo = await somebodySignedIn(house, "Ivo", { objects: { "*": fullGrant }, permissions: ["*"] });
  const connect = (address: string) =>
    ask("POST", "/api/calendar-connections", { address, userName: "x", password: "secret-of-ivo" }, ivo);
  for (const address of [
    "https://0x7f000002/",
    "http://169.254.169.254/",
    "https://[::1]/",
    "file:///etc/passwd",
    "https://a:b@example.com",
    "http://example.com",
  ])
    expect([address, (await connect(address)).body.code]).toEqual([address, "address_refused"]);
  expect((await connect(await house.listen())).body.code).toBe("calendar_sign_in_refused");
  expect((await connect("http://127.0.0.1:1/")).body.code).toBe("calendar_unreachable");
  const { rows } = await sql<{
    text: string;
  }>`select coalesce(string_agg(c::text, ''), '') as text from calendar_connections c`.execute(
    house.runtime.database,
  );
  expect(rows[0]?.text).not.toContain("secret-of-ivo");
});
