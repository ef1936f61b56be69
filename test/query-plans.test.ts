import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Filter } from "#kernel/filter";
import type { CatalogueObject } from "#records";
import { fullGrant, type Grant, type RoleGrants } from "#records/contract";
import { overhear, type Statement } from "../bench/overhearing.ts";
import { databaseUrl } from "./database-server.ts";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";
import { openPlanner, type Planner, type Way } from "./plan-reading.ts";
import { type Planted, plantRecords } from "./planted-records.ts";
import { type Somebody, somebodySignedIn } from "./somebody.ts";

/** Tables that are as large as the organisation or its catalogue of products, and not as what it has done. */
const small = new Set([
  "users",
  "teams",
  "queues",
  "roles",
  "pipelines",
  "stages",
  "products",
  "product_categories",
  "price_lists",
  "tax_rates",
  "sellers",
  "warehouses",
  "sales_profiles",
  "territories",
  "assignment_rules",
  "working_times",
  "stage_requirements",
  "playbook_steps",
  "ticket_statuses",
  "business_calendars",
  "business_hours",
  "holidays",
  "service_levels",
  "service_targets",
  "article_categories",
]);

/** Tables of no object that grow. */
const besides = ["history", "events", "recycle_bin", "deal_competitors", "notifications", "files"];

/** What reads a whole table on purpose, and why. */
const onPurpose: Readonly<Record<string, string>> = {
  "list stage_change": "Only the stages of one deal are looked at; the log itself has no screen",
  "list deal_party": "Only the parties of one deal are looked at",
  "list deal_product": "Only the products of one deal are looked at",
  "list bundle_part": "Only the parts of one bundle are looked at",
  "list variant_value": "Only the values of one product's variants are looked at",
  "list quote_line": "Only the lines of one quote are looked at",
  "list order_line": "Only the lines of one order are looked at",
  "list delivery_line": "Only the lines of one delivery are looked at",
  "list ticket_status_change": "Only where one ticket stood is looked at",
  "list ticket_deadline": "Only the deadlines of one ticket are looked at",
  "list article_version": "Only the versions of one article are looked at",
  "view deal no_next_step":
    "By an index of amounts it took 1.1 s where few deals have no next step; to read 200,000 deals takes 0.2 s",
};

/** A member to whom some records are those of the team, and some fields are not shown. */
const ofTeam: Grant = { ...fullGrant, read: "team" };
const memberRights: RoleGrants = {
  objects: {
    "*": fullGrant,
    company: { ...fullGrant, fields: { revenue: "hidden" } },
    person: { ...fullGrant, fields: { job_title: "hidden" } },
    deal: { ...ofTeam, fields: { lost_comment: "hidden" } },
    task: ofTeam,
    interaction: ofTeam,
  },
  permissions: ["*"],
};

let house: FrontDoor;
let owner: Somebody["headers"];
let member: Somebody["headers"];
/** Whose requests are listened to. */
let headers: Somebody["headers"];
let planted: Planted;
let planner: Planner;
let hear: ReturnType<typeof overhear>;
let objects: readonly CatalogueObject[];
/** An indexed text of one's own on people, and on an object of one's own. */
let badge: string;
let vessel: CatalogueObject;
let code: string;

beforeAll(async () => {
  house = await openFrontDoor([], { rateLimits: { caller: 1e9, publicChange: 1e9 } });
  planted = await plantRecords(house);
  owner = { cookie: house.cookie };
  badge = await addIndexed("person");
  const own = [...house.runtime.catalogue.objects.keys()].find((name) => name.startsWith("x_")) ?? "";
  code = await addIndexed(own);
  member = await plantMember();
  objects = [...house.runtime.catalogue.objects.values()];
  vessel = house.runtime.catalogue.object(own);
  hear = overhear(house.pool);
  const growing = new Set([
    ...objects.map(({ table }) => table).filter((table) => !small.has(table)),
    ...besides,
  ]);
  const { adminUrl } = inject("testServer");
  const database = new URL(house.databaseUrl).pathname.slice(1);
  planner = await openPlanner(databaseUrl(adminUrl, database), (table) => growing.has(table));
});

afterAll(() => planner.close());

/** Who leads the team in which the owner of what was planted is, and so sees that. */
async function plantMember(): Promise<Somebody["headers"]> {
  const made = await somebodySignedIn(house, "Member", memberRights);
  const change = async (url: string, payload: object) => {
    const answer = await house.ask({ method: "PATCH", url, payload, headers: owner });
    expect(answer.statusCode, answer.body).toBe(200);
  };
  await change(`/api/teams/${planted.ids["team"]}`, { manager: made.id });
  await change(`/api/users/${planted.ids["user"]}`, { team: planted.ids["team"] });
  return made.headers;
}

async function addIndexed(object: string): Promise<string> {
  const payload = { label: { en: "Mark" }, indexed: true, kind: { type: "text" } };
  const url = `/api/objects/${object}/fields`;
  const answer = await house.ask({ method: "POST", url, payload, headers: owner });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json().name;
}

/** What the server asks the database for a request, so far as it reads. */
async function statementsOf(url: string, payload?: object): Promise<readonly Statement[]> {
  const heard = await hear(async () => {
    const answer = await house.ask({ url, headers, ...(payload && { method: "POST", payload }) });
    expect(answer.statusCode, `${url} ${answer.body}`).toBeOneOf([200, 201]);
  });
  return heard.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
}

/** The tables of which a request reads all rows, even by the best of the ways. */
async function scannedBy(
  { url, payload }: Omit<Request, "what">,
  ways: readonly Way[],
): Promise<readonly string[]> {
  const statements = await statementsOf(url, payload);
  expect(statements.length, url).toBeGreaterThan(0);
  const scanned = new Set<string>();
  for (const statement of statements) {
    const found: (readonly string[])[] = [];
    for (const way of ways) found.push(await planner.scanned(statement, way));
    const least = found.toSorted((one, other) => one.length - other.length)[0] ?? [];
    for (const table of least) scanned.add(table);
  }
  return [...scanned];
}

interface Request {
  readonly what: string;
  readonly url: string;
  /** What is sent along by POST. */
  readonly payload?: object;
}

async function expectNoScan(requests: readonly Request[], ways: readonly Way[], least: number) {
  expect(requests.length).toBeGreaterThanOrEqual(least);
  const scans: Record<string, readonly string[]> = {};
  for (const { what, ...request } of requests) {
    const scanned = await scannedBy(request, ways);
    if (!(what in onPurpose)) {
      if (scanned.length > 0) scans[what] = scanned;
    } else if (headers === owner) expect(scanned, what).not.toEqual([]);
  }
  expect(scans).toEqual({});
}

interface ListQuery {
  readonly filter?: Filter | undefined;
  readonly sort?: string | undefined;
  readonly fields?: string;
}

function listOf(object: CatalogueObject, { filter, ...asked }: ListQuery): string {
  const said = { limit: "100", count: "true", sort: object.sort, ...asked };
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== undefined) as never);
  if (filter) query.set("filter", JSON.stringify(filter));
  return `/api/${object.plural}?${query}`;
}

const is = (field: string, value: unknown) => ({ field, op: "is", value }) as Filter;
const object = (name: string) => house.runtime.catalogue.object(name);

describe.each(["the owner", "a member of a team"])("for %s", (who) => {
  beforeAll(() => {
    headers = who === "the owner" ? owner : member;
  });

  test("the list of every object comes in its order from an index", async () => {
    const requests = objects.map((one) => ({ what: `list ${one.name}`, url: listOf(one, {}) }));
    await expectNoScan(requests, ["walking"], 20);
  });

  test("each view that comes with an object reads what it shows", async () => {
    const requests = objects.flatMap((one) =>
      (one.views ?? []).map(({ key, filter, sort }) => ({
        what: `view ${one.name} ${key}`,
        url: listOf(one, { filter, sort: sort ?? one.sort }),
      })),
    );
    await expectNoScan(requests, ["finding", "walking"], 12);
  });

  test("what points to a record is found by an index on every link", async () => {
    const requests = objects.flatMap((one) =>
      Object.entries(one.fields).flatMap(([name, field]) => {
        if (field.type !== "link" || small.has(object(field.to).table)) return [];
        const id = planted.ids[field.to === "party" ? "company" : field.to];
        return id
          ? [{ what: `related ${one.name} ${name}`, url: listOf(one, { filter: is(name, id) }) }]
          : [];
      }),
    );
    await expectNoScan(requests, ["finding"], 20);
  });

  test("a column of a board, a span of the calendar and a page of a record are found by an index", async () => {
    const day = { from: "2024-05-01", to: "2024-05-31" };
    const instant = { from: "2024-05-01T00:00:00Z", to: "2024-06-01T00:00:00Z" };
    const requests = objects.flatMap((one) => [
      ...(one.calendar ?? []).map((field) => {
        const value = one.fields[field]?.type === "date" ? day : instant;
        const filter: Filter = { field, op: "between", value };
        return { what: `calendar ${one.name} ${field}`, url: listOf(one, { filter, sort: field }) };
      }),
      ...boardColumns(one),
      ...pagesOf(one),
    ]);
    await expectNoScan(requests, ["finding", "walking"], 40);
  });

  test("timelines, the recycle bin, the audit log and a search read what they show", async () => {
    const { person, company, deal, user } = planted.ids;
    const requests = [
      `/api/parties/${person}/timeline`,
      `/api/parties/${company}/timeline`,
      `/api/deals/${deal}/timeline`,
      "/api/recycle-bin",
      "/api/recycle-bin?object=company",
      "/api/audit",
      `/api/audit?actor=${user}`,
      `/api/audit?record=${company}`,
      "/api/audit?from=2024-05-01T00:00:00.000Z",
      "/api/audit?object=company&kind=updated",
      "/api/search?q=kestrel",
      "/api/notifications",
    ].map((url) => ({ what: url.split("?")[0] ?? url, url }));
    await expectNoScan(requests, ["finding", "walking"], 12);
  });

  test("who may be the same as one about to be made is found by an index", async () => {
    const shared = { email: "ana@acero.example", phone: "+34600123456" };
    const ana = { ...shared, name: { given: "Ana", family: "Ruiz" }, birth_date: "1990-01-02" };
    const drafts = {
      person: { ...ana, company: planted.ids.company },
      company: { ...shared, name: "Acero Ltd", tax_number: "BG123456789", website: "https://acero.example" },
    };
    const requests = Object.entries(drafts).map(([kind, values]) => ({
      what: `duplicates of a ${kind}`,
      url: "/api/duplicates/candidates",
      payload: { object: kind, values },
    }));
    await expectNoScan(requests, ["finding"], 2);
  });

  describe("a field that has an index is found and put in order by it", () => {
    test("of our own", async () => {
      const found = [
        ...["name", "email", "phone", "address.city", "owner", "company"].map(
          (name) => ["person", name] as const,
        ),
        ...["name", "tax_number", "parent"].map((name) => ["company", name] as const),
        ...["number", "stage", "company", "person", "owner"].map((name) => ["deal", name] as const),
      ].map(([name, field]) => {
        const value = ["owner", "company", "parent", "person", "stage"].includes(field)
          ? planted.ids[field === "owner" ? "user" : field === "parent" ? "company" : field]
          : "kestrel";
        return { what: `filter ${name} ${field}`, url: listOf(object(name), { filter: is(field, value) }) };
      });
      await expectNoScan(found, ["finding"], 14);
      const sorted = [
        ...["name", "-name", "created_at", "-created_at"].flatMap((sort) => [
          ["person", sort] as const,
          ["company", sort] as const,
          ["deal", sort] as const,
        ]),
        ["deal", "expected_close_on"] as const,
        ["interaction", "at"] as const,
      ].map(([name, sort]) => ({ what: `sort ${name} ${sort}`, url: listOf(object(name), { sort }) }));
      await expectNoScan(sorted, ["walking"], 14);
    });

    test("of the organisation's own, by the same plan", async () => {
      const shape = async (one: CatalogueObject, asked: ListQuery, way: Way) => {
        // Whether anybody's access has changed is looked at beside it, now and then.
        const statements = (await statementsOf(listOf(one, { ...asked, fields: "id" }))).filter(({ text }) =>
          text.includes(`"${one.table}"`),
        );
        const lines: string[] = [];
        for (const statement of statements) lines.push(...(await planner.shape(statement, way)));
        return lines.map((line) => line.replaceAll(/\b(email|name|x_\w+)\b/g, "field"));
      };
      const people = object("person");
      const byBadge = await shape(people, { filter: is(badge, "kestrel") }, "finding");
      expect(byBadge.join("\n")).toMatch(/Bitmap Index Scan \(\(lower\(field\)\)::text = \?/);
      expect(byBadge).toEqual(await shape(people, { filter: is("email", "kestrel") }, "finding"));
      const byCode = await shape(vessel, { sort: code }, "walking");
      expect(byCode.join("\n")).not.toContain("Seq Scan");
      expect(byCode).toEqual(await shape(vessel, { sort: "name" }, "walking"));
      const requests = [
        { what: "filter person mark", url: listOf(people, { filter: is(badge, "kestrel") }) },
        { what: "filter vessel mark", url: listOf(vessel, { filter: is(code, "kestrel") }) },
      ];
      await expectNoScan(requests, ["finding"], 2);
      await expectNoScan(
        [
          { what: "sort person mark", url: listOf(people, { sort: badge }) },
          { what: "sort vessel mark", url: listOf(vessel, { sort: code }) },
        ],
        ["walking"],
        2,
      );
    });
  });
});

function boardColumns(one: CatalogueObject): Request[] {
  const group = one.board?.group;
  const field = group && one.fields[group];
  if (!field) return [];
  const value =
    field.type === "choice" ? field.options[0] : planted.ids[field.type === "link" ? field.to : "user"];
  return [{ what: `board ${one.name}`, url: listOf(one, { filter: is(group, value) }) }];
}

function pagesOf({ name, plural }: CatalogueObject): Request[] {
  const id = planted.ids[name];
  if (!id) return [];
  return [
    { what: `record ${name}`, url: `/api/${plural}/${id}` },
    { what: `history ${name}`, url: `/api/${plural}/${id}/history` },
  ];
}

test("what a merge turns is found by an index, in the bin too", async () => {
  headers = owner;
  const made = async (family: string) => {
    const payload = { name: { given: "Ana", family } };
    return (await house.ask({ method: "POST", url: "/api/people", payload, headers })).json().id;
  };
  const payload = {
    object: "person",
    survivor: await made("Ruiz"),
    others: [await made("Ruis")],
    values: {},
  };
  await expectNoScan([{ what: "merge", url: "/api/merges", payload }], ["finding"], 1);
});

test("what a member asks for is narrowed to the team, without what is hidden", async () => {
  const asked = async (one: CatalogueObject, by: Somebody["headers"]) => {
    headers = by;
    return (await statementsOf(listOf(one, {}))).map(({ text }) => text).join("\n");
  };
  for (const name of ["deal", "task"]) {
    expect(await asked(object(name), member)).toMatch(/owner_id"? (=|in|is)/i);
    expect(await asked(object(name), owner)).not.toMatch(/owner_id"? (=|in|is)/i);
  }
  expect(await asked(object("company"), owner)).toContain('"revenue"');
  expect(await asked(object("company"), member)).not.toContain('"revenue"');
});

test("what has no index is seen to have none", async () => {
  headers = owner;
  expect(await scannedBy({ url: listOf(object("person"), { sort: "job_title" }) }, ["walking"])).toEqual([
    "parties",
  ]);
  const contains: Filter = { field: "job_title", op: "contains", value: "x" };
  expect(await scannedBy({ url: listOf(object("person"), { filter: contains }) }, ["finding"])).toEqual([
    "parties",
  ]);
});
