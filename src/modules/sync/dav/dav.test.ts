import { createDAVClient, type DAVCalendar, type DAVObject } from "tsdav";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { fullGrant, type RoleGrants } from "#records/contract";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { type Somebody, somebodySignedIn } from "../../../../test/somebody.ts";

let house: FrontDoor;
let serverUrl: string;

type Client = Awaited<ReturnType<typeof createDAVClient>>;

interface Person extends Somebody {
  readonly userName: string;
  readonly password: string;
}

beforeAll(async () => {
  house = await openFrontDoor();
  serverUrl = await house.listen();
});

async function person(name: string, rights: Partial<RoleGrants> = {}): Promise<Person> {
  const who = await somebodySignedIn(house, name, {
    objects: { "*": fullGrant },
    permissions: ["*"],
    ...rights,
  });
  const { body } = await ask("POST", "/api/app-passwords", { name: "Telephone" }, who);
  const { userName } = (await ask("GET", "/api/app-passwords", undefined, who)).body;
  return { ...who, userName, password: body.password };
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

async function ask(method: Method, url: string, payload: object | undefined, who: Somebody) {
  const answer = await house.ask({ method, url, headers: who.headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

function clientOf({ userName, password }: Person, kind: "caldav" | "carddav"): Promise<Client> {
  const credentials = { username: userName, password };
  return createDAVClient({ serverUrl, credentials, authMethod: "Basic", defaultAccountType: kind });
}

const headersOf = ({ userName, password }: Person) => ({
  authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
});

/** A request as a program would make it that knows the protocol by heart. */
async function dav(
  who: Person,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${serverUrl}${path}`, {
    method,
    headers: { ...headersOf(who), ...headers },
    redirect: "manual",
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

async function calendarNamed(client: Client, name: string): Promise<DAVCalendar> {
  const found = (await client.fetchCalendars()).find((one) => one.url.endsWith(`/${name}/`));
  if (!found) throw new Error(`There is no calendar ${name}`);
  return found;
}

const entry = (component: string, ...lines: string[]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Somebody//Else//EN",
    `BEGIN:${component}`,
    ...lines,
    `END:${component}`,
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const tasksOf = async (who: Somebody) =>
  (await ask("GET", "/api/tasks?sort=id&filter=owner is me", undefined, who)).body.data;
const dataOf = (objects: readonly DAVObject[]) => objects.map(({ data }) => String(data));

describe("a calendar program", () => {
  test("finds the calendars by itself, from nothing but the server's address", async () => {
    const client = await clientOf(await person("Finder"), "caldav");
    const calendars = await client.fetchCalendars();
    expect(calendars.map(({ displayName, components }) => [displayName, components])).toEqual([
      ["Tasks", ["VTODO"]],
      ["Meetings", ["VEVENT"]],
    ]);
    const books = await (await clientOf(await person("Reader"), "carddav")).fetchAddressBooks();
    expect(books.map(({ displayName }) => displayName)).toEqual(["Contacts"]);
  });

  test("reads tasks and meetings, and makes, changes and removes them with the user's own rights", async () => {
    const ana = await person("Ana");
    const { body: task } = await ask(
      "POST",
      "/api/tasks",
      { subject: "Call, soon; please", due_at: "2026-12-01T09:00:00Z", priority: "high" },
      ana,
    );
    await ask(
      "POST",
      "/api/tasks",
      { subject: "Meet", kind: "meeting", due_at: "2026-12-02T09:00:00Z", ends_at: "2026-12-02T10:00:00Z" },
      ana,
    );
    const client = await clientOf(ana, "caldav");
    const [todos, meetings] = [await calendarNamed(client, "tasks"), await calendarNamed(client, "meetings")];
    const [todo] = await client.fetchCalendarObjects({ calendar: todos, filters: everyTodo });
    expect(todo?.data).toContain("SUMMARY:Call\\, soon\\; please\r\n");
    expect(todo?.data).toContain("DUE:20261201T090000Z\r\nPRIORITY:1\r\n".slice(0, 22));
    const [event] = await client.fetchCalendarObjects({
      calendar: meetings,
      timeRange: { start: "2026-12-02T00:00:00Z", end: "2026-12-03T00:00:00Z" },
    });
    expect(event?.data).toContain("DTSTART:20261202T090000Z\r\nDTEND:20261202T100000Z\r\n");
    expect(
      await client.fetchCalendarObjects({
        calendar: meetings,
        timeRange: { start: "2026-12-03T00:00:00Z", end: "2026-12-04T00:00:00Z" },
      }),
    ).toEqual([]);

    const made = await client.createCalendarObject({
      calendar: meetings,
      filename: "lunch.ics",
      iCalString: entry(
        "VEVENT",
        "UID:lunch-1",
        "SUMMARY:Lunch",
        "DTSTART;TZID=Europe/Sofia:20261203T123000",
        "DURATION:PT1H",
      ),
    });
    expect(made.status).toBe(201);
    const changed = await client.updateCalendarObject({
      calendarObject: {
        ...(todo as DAVObject),
        data: String(todo?.data).replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED"),
      },
    });
    expect(changed.status).toBe(204);
    expect((await client.deleteCalendarObject({ calendarObject: event as DAVObject })).status).toBe(204);
    const there = await tasksOf(ana);
    expect(there).toMatchObject([
      { id: task.id, subject: "Call, soon; please", done_at: expect.any(String), priority: "high" },
      {
        subject: "Lunch",
        kind: "meeting",
        due_at: "2026-12-03T10:30:00.000Z",
        ends_at: "2026-12-03T11:30:00.000Z",
        owner: { id: ana.id },
      },
    ]);
    const { body: history } = await ask("GET", `/api/tasks/${task.id}/history`, undefined, ana);
    expect(history.data[0]).toMatchObject({ source: "sync", actor: { id: ana.id } });
  });

  test("hears only what changed since it last came, and what is gone", async () => {
    const boris = await person("Boris");
    const make = async (subject: string) => (await ask("POST", "/api/tasks", { subject }, boris)).body.id;
    const [stays, goes, leaves] = [await make("Stays"), await make("Goes"), await make("Leaves")];
    const first = await syncUntil(boris, "", (body) => body.includes(leaves));
    await ask("PATCH", `/api/tasks/${stays}`, { subject: "Stays, changed" }, boris);
    await ask("DELETE", `/api/tasks/${goes}`, undefined, boris);
    await ask("PATCH", `/api/tasks/${leaves}`, { kind: "meeting", due_at: "2026-12-01T09:00:00Z" }, boris);
    const other = await person("Other");
    const { body: theirs } = await ask("POST", "/api/tasks", { subject: "Theirs" }, other);
    const fresh = await make("Fresh");
    const second = await syncUntil(boris, first.token, (body) => body.includes(fresh));
    const statusOf = (id: string) =>
      new RegExp(`${id}\\.ics</d:href>(.*?)</d:response>`, "s").exec(second.body)?.[1];
    expect(statusOf(stays)).toContain("getetag");
    expect(statusOf(goes)).toContain("404 Not Found");
    expect(statusOf(leaves)).toContain("404 Not Found");
    expect(second.body).not.toContain(theirs.id);
    expect((await sync(boris, "urn:rapport:sync:gone")).body).toContain("valid-sync-token");
  });

  test("hears also of an entry in which only a company has another name", async () => {
    const nia = await person("Nia");
    const company = (await ask("POST", "/api/companies", { name: "Old name" }, nia)).body;
    const made = await ask("POST", "/api/people", { name: "Iva Ilieva", company: company.id }, nia);
    const task = await ask("POST", "/api/tasks", { subject: "Call them", party: company.id }, nia);
    const since = (collection: string, token: string) =>
      dav(
        nia,
        "REPORT",
        `/dav/${collection}/`,
        `<d:sync-collection xmlns:d="DAV:"><d:sync-token>${token}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`,
      );
    const homes = [
      [`addressbooks/${nia.id}/people`, made.body.id],
      [`calendars/${nia.id}/tasks`, task.body.id],
    ] as const;
    for (const [index, [collection, id]] of homes.entries()) {
      const first = (await since(collection, "")).body;
      const token = /<d:sync-token>(.*?)</.exec(first)?.[1] ?? "";
      await ask("PATCH", `/api/companies/${company.id}`, { website: `https://x${index}.example` }, nia);
      await ask("PATCH", `/api/companies/${company.id}`, { name: `New name ${index}` }, nia);
      await expect.poll(async () => (await since(collection, token)).body).toContain(id);
    }
  });

  test("gets back every line that it put and that we do not know, also after a change here", async () => {
    const vera = await person("Vera");
    const path = `/dav/calendars/${vera.id}/meetings/series.ics`;
    const put = entry(
      "VEVENT",
      "UID:series-1",
      "SUMMARY:Every week",
      "DTSTART;TZID=Europe/Sofia:20261207T100000",
      "DTEND;TZID=Europe/Sofia:20261207T110000",
      "RRULE:FREQ=WEEKLY;COUNT=10",
      "LOCATION:Room 5\\, second floor",
      'X-OWN;X-PARAM="a:b":kept as it is',
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-PT10M",
      "END:VALARM",
    );
    expect((await dav(vera, "PUT", path, put, { "if-none-match": "*" })).status).toBe(201);
    const got = await dav(vera, "GET", path);
    expect(got.body).toBe(put);
    const [{ id }] = await tasksOf(vera);
    await ask("PATCH", `/api/tasks/${id}`, { subject: "Every week, renamed" }, vera);
    const after = await dav(vera, "GET", path);
    expect(after.body).toContain("SUMMARY:Every week\\, renamed\r\n");
    for (const line of [
      "DTSTART;TZID=Europe/Sofia:20261207T100000",
      "RRULE:FREQ=WEEKLY;COUNT=10",
      'X-OWN;X-PARAM="a:b":kept as it is',
      "TRIGGER:-PT10M",
    ])
      expect(after.body).toContain(`${line}\r\n`);
    await ask("PATCH", `/api/tasks/${id}`, { ends_at: "2026-12-07T10:00:00Z" }, vera);
    const moved = (await dav(vera, "GET", path)).body;
    expect(moved).toContain("DTEND;TZID=Europe/Sofia:20261207T120000\r\n");
  });

  test("a series whose time is changed here keeps its zone, what was left out of it and what was moved by itself", async () => {
    const ira = await person("Ira");
    const { status } = await ask("PATCH", "/api/me", { timeZone: "Europe/Sofia" }, ira);
    expect(status).toBe(204);
    const path = `/dav/calendars/${ira.id}/meetings/weekly.ics`;
    const exception = (...lines: string[]) =>
      ["BEGIN:VEVENT", "UID:weekly", ...lines, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
    const series = entry(
      "VEVENT",
      "UID:weekly",
      "SUMMARY:Weekly",
      "DTSTART;TZID=Europe/Sofia:20270302T100000",
      "DURATION:PT1H",
      "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601T070000Z",
      "EXDATE;TZID=Europe/Sofia:20270309T100000,20270316T100000",
    ).replace(
      "END:VCALENDAR\r\n",
      exception(
        "RECURRENCE-ID;TZID=Europe/Sofia:20270323T100000",
        "DTSTART;TZID=Europe/Sofia:20270323T150000",
      ),
    );
    expect((await dav(ira, "PUT", path, series)).status).toBe(201);
    const [task] = await tasksOf(ira);
    const move = (due_at: string, ends_at: string) =>
      ask("PATCH", `/api/tasks/${task.id}`, { due_at, ends_at }, ira);
    // A day and an hour and a half later, and half an hour longer.
    await move("2027-03-03T09:30:00Z", "2027-03-03T11:00:00Z");
    const { body } = await dav(ira, "GET", path);
    expect(body.split("\r\n")).toEqual(
      expect.arrayContaining([
        "DTSTART;TZID=Europe/Sofia:20270303T113000",
        "DTEND;TZID=Europe/Sofia:20270303T130000",
        "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270602T083000Z",
        "EXDATE;TZID=Europe/Sofia:20270310T113000,20270317T113000",
        "RECURRENCE-ID;TZID=Europe/Sofia:20270324T113000",
        "DTSTART;TZID=Europe/Sofia:20270323T150000",
      ]),
    );
    await move("2027-03-02T08:00:00Z", "2027-03-02T09:00:00Z");
    expect((await dav(ira, "GET", path)).body).toContain(
      "EXDATE;TZID=Europe/Sofia:20270309T100000,20270316T100000",
    );
  });

  test("what lasts a day is one still when it is put on another, and no longer when it gets an hour", async () => {
    const ada = await person("Ada of days");
    await ask("PATCH", "/api/me", { timeZone: "Europe/Sofia" }, ada);
    const path = `/dav/calendars/${ada.id}/meetings/fair.ics`;
    const days = ["DTSTART;VALUE=DATE:20270301", "DTEND;VALUE=DATE:20270303"];
    await dav(ada, "PUT", path, entry("VEVENT", "UID:fair", "SUMMARY:Fair", ...days));
    const [task] = await tasksOf(ada);
    expect(task).toMatchObject({ due_at: "2027-02-28T22:00:00.000Z", ends_at: "2027-03-02T22:00:00.000Z" });
    const times = async (due_at: string, ends_at: string) => {
      await ask("PATCH", `/api/tasks/${task.id}`, { due_at, ends_at }, ada);
      return (await dav(ada, "GET", path)).body.match(/^DT(START|END).*(?=\r)/gm);
    };
    // Over the night in which the clocks change.
    expect(await times("2027-03-27T22:00:00Z", "2027-03-28T21:00:00Z")).toEqual([
      "DTSTART;VALUE=DATE:20270328",
      "DTEND;VALUE=DATE:20270329",
    ]);
    expect(await times("2027-03-27T22:00:00Z", "2027-03-28T10:00:00Z")).toEqual([
      "DTSTART:20270327T220000Z",
      "DTEND:20270328T100000Z",
    ]);
    const todo = `/dav/calendars/${ada.id}/tasks/report.ics`;
    await dav(ada, "PUT", todo, entry("VTODO", "UID:report", "SUMMARY:Report", "DUE;VALUE=DATE:20270301"));
    const report = (await tasksOf(ada)).find(({ subject }: { subject: string }) => subject === "Report");
    await ask("PATCH", `/api/tasks/${report.id}`, { due_at: "2027-03-04T21:59:59Z" }, ada);
    expect((await dav(ada, "GET", todo)).body).toContain("DUE;VALUE=DATE:20270304\r\n");
  });

  test("a time in a zone by Outlook's name, or that only the entry knows, is that time", async () => {
    const una = await person("Una");
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Customized Time Zone",
      ...[
        "STANDARD:20001101T020000:-0500:11;BYDAY=1SU",
        "DAYLIGHT:20000301T020000:-0400:3;BYDAY=2SU",
      ].flatMap((told) => {
        const [name, from, offset, month] = told.split(":");
        const rule = `RRULE:FREQ=YEARLY;BYMONTH=${month}`;
        return [`BEGIN:${name}`, `DTSTART:${from}`, `TZOFFSETTO:${offset}`, rule, `END:${name}`];
      }),
      "END:VTIMEZONE",
    ].join("\r\n");
    const due = async (name: string, said: string) => {
      const event = entry("VEVENT", `UID:${name}`, `SUMMARY:${name}`, `DTSTART;TZID=${said}`);
      const body = event.replace("BEGIN:VEVENT", `${zone}\r\nBEGIN:VEVENT`);
      await dav(una, "PUT", `/dav/calendars/${una.id}/meetings/${name}.ics`, body);
      return (await tasksOf(una)).find(({ subject }: { subject: string }) => subject === name).due_at;
    };
    expect(await due("outlook", "Pacific Standard Time:20270115T090000")).toBe("2027-01-15T17:00:00.000Z");
    expect(await due("winter", "Customized Time Zone:20270314T010000")).toBe("2027-03-14T06:00:00.000Z");
    expect(await due("summer", "Customized Time Zone:20270314T030000")).toBe("2027-03-14T07:00:00.000Z");
    expect(await due("autumn", "Customized Time Zone:20271107T090000")).toBe("2027-11-07T14:00:00.000Z");
  });

  test("does not overwrite what it has not seen", async () => {
    const gleb = await person("Gleb");
    const path = `/dav/calendars/${gleb.id}/tasks/one.ics`;
    const todo = (subject: string) => entry("VTODO", "UID:one", `SUMMARY:${subject}`);
    await dav(gleb, "PUT", path, todo("One"));
    const tag = (await dav(gleb, "GET", path)).headers.get("etag") ?? "";
    expect((await dav(gleb, "PUT", path, todo("Two"), { "if-none-match": "*" })).status).toBe(412);
    expect((await dav(gleb, "PUT", path, todo("Two"), { "if-match": tag })).status).toBe(204);
    expect((await dav(gleb, "PUT", path, todo("Three"), { "if-match": tag })).status).toBe(412);
    expect((await dav(gleb, "DELETE", path, undefined, { "if-match": tag })).status).toBe(412);
    const now = (await dav(gleb, "GET", path)).headers.get("etag") ?? "";
    const atOnce = await Promise.all(
      Array.from({ length: 6 }, () => dav(gleb, "PUT", path, todo("Two"), { "if-match": now })),
    );
    // The same once more changes nothing, and so not the tag either.
    expect(new Set(atOnce.map(({ status }) => status))).toEqual(new Set([204]));
    const racing = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        dav(gleb, "PUT", path.replace("one", "new"), entry("VTODO", "UID:new", `SUMMARY:${at}`), {
          "if-none-match": "*",
        }),
      ),
    );
    expect(racing.map(({ status }) => status).toSorted()).toEqual([201, 412, 412, 412, 412, 412]);
    expect((await dav(gleb, "DELETE", path.replace("one", "new"))).status).toBe(204);
    expect((await dav(gleb, "PUT", path.replace("one", "other"), todo("Again"))).body).toContain(
      "no-uid-conflict",
    );
    expect((await tasksOf(gleb)).map(({ subject }: { subject: string }) => subject)).toEqual(["Two"]);
  });
});

describe("an address book program", () => {
  const card = (...lines: string[]) => ["BEGIN:VCARD", "VERSION:3.0", ...lines, "END:VCARD", ""].join("\r\n");

  test("reads people with all ways to reach them, and makes and changes them", async () => {
    const dora = await person("Dora");
    const { body: acme } = await ask("POST", "/api/companies", { name: "Acme" }, dora);
    await ask(
      "POST",
      "/api/people",
      {
        name: { given: "Elena", family: "Petrova" },
        email: "elena@mail.example",
        company: acme.id,
        birth_date: "1985-04-12",
      },
      dora,
    );
    const client = await clientOf(dora, "carddav");
    const [book] = await client.fetchAddressBooks();
    const [elena] = await client.fetchVCards({ addressBook: book as never });
    for (const line of [
      "FN:Elena Petrova",
      "N:Petrova;Elena;;;",
      "ORG:Acme",
      "EMAIL;TYPE=pref:elena@mail.example",
      "BDAY:1985-04-12",
    ])
      expect(elena?.data).toContain(`${line}\r\n`);
    const text = String(elena?.data).replace(
      "EMAIL;TYPE=pref:elena@mail.example",
      "EMAIL;TYPE=pref:elena@new.example\r\nTEL;TYPE=cell:+359 88 812 3456",
    );
    expect(
      (await client.updateVCard({ vCard: { ...(elena as never as object), data: text } as never })).status,
    ).toBe(204);
    await client.createVCard({
      addressBook: book as never,
      filename: "ivan.vcf",
      vCardString: card(
        "UID:ivan-1",
        "N:Petrov;Ivan;Georgiev;;",
        "FN:Ivan Petrov",
        "ORG:Nobody knows",
        "PHOTO;ENCODING=b;TYPE=PNG:aGVsbG8=",
        "item1.TEL:0888 123 999",
        "item1.X-ABLABEL:boat",
        "ADR;TYPE=WORK:;;Shipka 3;Sofia;;1000;Bulgaria",
      ),
    });
    const { body: people } = await ask("GET", "/api/people?sort=id&filter=owner is me", undefined, dora);
    expect(people.data).toMatchObject([
      {
        name: { full: "Elena Petrova" },
        email: "elena@new.example",
        phone: "+359 88 812 3456",
        company: { title: "Acme" },
      },
      {
        name: { full: "Ivan Georgiev Petrov" },
        company: null,
        address: { street: "Shipka 3", city: "Sofia", country: "BG" },
      },
    ]);
    const points = (
      await ask(
        "GET",
        `/api/contact-points?filter=party is ${people.data[0].id}&fields=kind,value&sort=id`,
        undefined,
        dora,
      )
    ).body;
    expect(points.data.map(({ value }: { value: string }) => value).toSorted()).toEqual(
      ["+359 88 812 3456", "elena@new.example"].toSorted(),
    );
    const ivan = dataOf(await client.fetchVCards({ addressBook: book as never })).find((one) =>
      one.includes("UID:ivan-1"),
    );
    for (const line of [
      "ORG:Nobody knows",
      "PHOTO;ENCODING=b;TYPE=PNG:aGVsbG8=",
      "item1.TEL:0888 123 999",
      "item1.X-ABLABEL:boat",
    ])
      expect(ivan).toContain(`${line}\r\n`);
  });

  test("is refused lists, cards of nobody and what is no card", async () => {
    const petar = await person("Petar");
    const path = `/dav/addressbooks/${petar.id}/people/x.vcf`;
    for (const text of [
      card("UID:1", "FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group"),
      card("UID:1"),
      "hello",
      "BEGIN:VCARD\r\nFN:A",
      entry("VTODO", "UID:1"),
    ])
      expect((await dav(petar, "PUT", path, text)).status).toBe(403);
    expect((await ask("GET", "/api/people?filter=owner is me", undefined, petar)).body.data).toEqual([]);
  });
});

describe("nobody but the user", () => {
  test("comes in: without a password, with another's, with the account's, or with one that was revoked", async () => {
    const ivan = await person("Ivan");
    const anna = await person("Anna");
    const knock = (who: Person) => dav(who, "PROPFIND", "/dav/", "", { depth: "0" });
    expect((await knock(ivan)).status).toBe(207);
    const bare = await fetch(`${serverUrl}/dav/`, { method: "PROPFIND" });
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([
      401,
      'Basic realm="Rapport", charset="UTF-8"',
    ]);
    for (const wrong of [
      { ...ivan, password: "a long and quiet river" },
      { ...ivan, password: anna.password },
      { ...ivan, userName: "", password: "" },
    ])
      expect((await knock(wrong)).status).toBe(401);
    for (const headers of [
      ivan.headers,
      (await house.key({ objects: { "*": fullGrant }, permissions: ["*"] })) as Record<string, string>,
    ])
      expect((await fetch(`${serverUrl}/dav/`, { method: "PROPFIND", headers })).status).toBe(401);
    for (const path of [
      `/dav/calendars/${anna.id}/tasks/`,
      `/dav/principals/${anna.id}/`,
      "/dav/nothing/",
      "/dav/calendars/%00/",
    ])
      expect((await dav(ivan, "PROPFIND", path)).status).toBe(404);
    const { body } = await ask("GET", "/api/app-passwords", undefined, ivan);
    expect(body.data).toMatchObject([{ name: "Telephone", lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(body)).not.toContain(ivan.password);
    expect((await ask("DELETE", `/api/app-passwords/${body.data[0].id}`, undefined, anna)).status).toBe(404);
    expect((await ask("DELETE", `/api/app-passwords/${body.data[0].id}`, undefined, ivan)).status).toBe(204);
    expect((await knock(ivan)).status).toBe(401);
  });

  test("sees or changes more than their rights allow", async () => {
    const reader = await person("Looks only", {
      objects: { "*": fullGrant, task: { ...fullGrant, change: "none", create: false, delete: "none" } },
      permissions: [],
    });
    const other = await person("Writes");
    const { body: given } = await ask("POST", "/api/tasks", { subject: "Given", owner: reader.id }, other);
    const { body: theirs } = await ask("POST", "/api/tasks", { subject: "Theirs" }, other);
    const at = (id: string) => `/dav/calendars/${reader.id}/tasks/${id}.ics`;
    expect((await dav(reader, "GET", at(given.id))).status).toBe(200);
    expect((await dav(reader, "PUT", at(given.id), entry("VTODO", "UID:x", "SUMMARY:Mine"))).status).toBe(
      403,
    );
    expect((await dav(reader, "DELETE", at(given.id))).status).toBe(403);
    expect((await dav(reader, "PUT", at("new"), entry("VTODO", "UID:new", "SUMMARY:New"))).status).toBe(403);
    expect((await dav(reader, "GET", at(theirs.id))).status).toBe(404);
    const privileges = await dav(
      reader,
      "PROPFIND",
      `/dav/calendars/${reader.id}/tasks/`,
      propfind("current-user-privilege-set"),
      { depth: "0" },
    );
    expect(privileges.body).not.toContain("write");
    const blind = await person("Blind", { objects: {}, permissions: [] });
    expect(await (await clientOf(blind, "caldav")).fetchCalendars()).toEqual([]);
  });
});

test("documents that are bombs, deep or none are refused, and harm nothing", async () => {
  const olga = await person("Olga");
  const path = `/dav/calendars/${olga.id}/tasks/`;
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d:propfind xmlns:d="DAV:"><d:prop>&b;</d:prop></d:propfind>`;
  const outside = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><d:propfind xmlns:d="DAV:">&f;</d:propfind>`;
  for (const body of [
    bomb,
    outside,
    "<a>".repeat(10_000),
    "<",
    "\u0000",
    "{}",
    `<d:propfind xmlns:d="DAV:"><d:prop>&unknown;</d:prop></d:propfind>`,
  ])
    expect((await dav(olga, "PROPFIND", path, body)).status).toBe(400);
  for (const method of ["MKCALENDAR", "COPY", "MOVE", "POST"])
    expect([403, 405]).toContain((await dav(olga, method, path)).status);
  expect(
    (await dav(olga, "PUT", `${path}big.ics`, entry("VTODO", `DESCRIPTION:${"x".repeat(1_100_000)}`))).body,
  ).toContain("max-resource-size");
  expect((await dav(olga, "PUT", `${path}huge.ics`, "x".repeat(3_000_000))).status).toBe(413);
  const many = (count: number) => Array.from({ length: count }, (_, at) => `x${at}`);
  expect((await dav(olga, "PROPFIND", path, propfind(...many(201)))).status).toBe(400);
  expect((await dav(olga, "PROPFIND", path, propfind(...many(10), ...Array(1000).fill("x")))).status).toBe(
    207,
  );
  const filter = `<c:comp-filter name="VCALENDAR">${'<c:comp-filter name="VTODO"/>'.repeat(100)}</c:comp-filter>`;
  const query = `<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav"><c:filter>${filter}</c:filter></c:calendar-query>`;
  expect((await dav(olga, "REPORT", path, query)).status).toBe(400);
  const found = await dav(olga, "PROPFIND", path, propfind("resourcetype", "nothing-of-ours"), {
    depth: "0",
  });
  expect(found.body).toMatch(/404 Not Found/);
  expect((await dav(olga, "PROPFIND", "/.well-known/caldav")).headers.get("location")).toBe("/dav/");
});

test("the mark of a calendar is another after each change, and a user's entries have their bounds", async () => {
  const tara = await person("Tara");
  const path = `/dav/calendars/${tara.id}/tasks/`;
  const markNow = async () => {
    const asked = `<d:propfind xmlns:d="DAV:" xmlns:s="http://calendarserver.org/ns/"><d:prop><s:getctag/></d:prop></d:propfind>`;
    return /getctag>([\w-]{27})</.exec((await dav(tara, "PROPFIND", path, asked, { depth: "0" })).body)?.[1];
  };
  const todo = (...more: string[]) => entry("VTODO", "UID:t", "SUMMARY:T", ...more);
  const marks = [await markNow()];
  for (const body of [todo(), todo("X-OWN:1")]) {
    await dav(tara, "PUT", `${path}t.ics`, body);
    marks.push(await markNow());
  }
  expect(await markNow()).toBe(marks[2]);
  expect(new Set(marks).size).toBe(3);
  expect(marks).not.toContain(undefined);
  await sql`insert into sync_items (record_id, object, user_id, name, uid, body, said, put_at)
    select uuid_v7(), 'task', ${tara.id}, 'full' || n, 'full' || n, repeat('x', 1900000), '{}', now()
    from generate_series(1, 28) n`.execute(house.runtime.database);
  const refused = await dav(tara, "PUT", `${path}more.ics`, entry("VTODO", "UID:more", "SUMMARY:More"));
  expect([refused.status, refused.body]).toEqual([507, expect.stringContaining("quota-not-exceeded")]);
  expect((await dav(tara, "PUT", `${path}t.ics`, todo())).status).toBe(204);
});

test("passwords and feeds of one who left stay dead when they come back", async () => {
  const nora = await person("Nora");
  const { address } = (await ask("PUT", "/api/calendar-feeds/my_tasks", undefined, nora)).body;
  const knock = async () => [
    (await dav(nora, "PROPFIND", "/dav/", "", { depth: "0" })).status,
    (await house.ask({ method: "GET", url: new URL(address).pathname })).statusCode,
  ];
  expect(await knock()).toEqual([207, 200]);
  const owner = { id: "", headers: { cookie: house.cookie } };
  for (const method of ["POST", "DELETE"] as const)
    expect((await ask(method, `/api/users/${nora.id}/deactivation`, undefined, owner)).status).toBe(204);
  expect(await knock()).toEqual([401, 404]);
});

const everyTodo = [
  {
    "comp-filter": { _attributes: { name: "VCALENDAR" }, "comp-filter": { _attributes: { name: "VTODO" } } },
  },
];

const propfind = (...names: string[]) =>
  `<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop>${names.map((name) => `<d:${name}/>`).join("")}</d:prop></d:propfind>`;

async function sync(who: Person, token: string) {
  const body = `<?xml version="1.0"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>${token}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
  const answer = await dav(who, "REPORT", `/dav/calendars/${who.id}/tasks/`, body);
  return { body: answer.body, token: /<d:sync-token>(.*?)<\/d:sync-token>/.exec(answer.body)?.[1] ?? "" };
}

/** Asks again until what is meant to be told is: a transaction anywhere on the server may hold it back for a while. */
async function syncUntil(who: Person, token: string, isTold: (body: string) => boolean) {
  for (;;) {
    const some = await sync(who, token);
    if (isTold(some.body)) return some;
  }
}
