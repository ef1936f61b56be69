import { beforeAll, describe, expect, test } from "vitest";
import { everyRight } from "../../../test/builders.ts";
import { type FrontDoor, openFrontDoor } from "../../../test/front-door.ts";
import type { Grant, RoleGrants } from "../contract/index.ts";
import type { AuditEntry } from "./contract.ts";

let house: FrontDoor;
let company: string;
let deal: string;

const nothing: Grant = {
  read: "none",
  change: "none",
  delete: "none",
  create: false,
  export: false,
  bulk: false,
};
const seen: Grant = { ...nothing, read: "all" };
const auditor = (objects: RoleGrants["objects"]): RoleGrants => ({ objects, permissions: ["audit:read"] });

async function asOwner(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", url: string, payload?: object) {
  const answer = await house.ask({
    method,
    url,
    headers: { cookie: house.cookie },
    ...(payload && { payload }),
  });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.body ? answer.json() : undefined;
}

/** The log as the owner reads it, or somebody who has just these rights. */
async function audit(query: Record<string, string>, rights?: RoleGrants): Promise<AuditEntry[]> {
  const headers = rights ? await house.key(rights) : { cookie: house.cookie };
  const answer = await house.ask({ method: "GET", url: `/api/audit?${new URLSearchParams(query)}`, headers });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json().data;
}

/** The newest entry of each kind, wherever it stands: a clock that is put back may change their order. */
async function newestOf(...kinds: readonly AuditEntry["kind"][]): Promise<(AuditEntry | undefined)[]> {
  const entries = await audit({});
  return kinds.map((kind) => entries.find((entry) => entry.kind === kind));
}

beforeAll(async () => {
  house = await openFrontDoor();
  company = (await asOwner("POST", "/api/companies", { name: "Kestrel" })).id;
  await asOwner("PATCH", `/api/companies/${company}`, { legal_name: "Kestrel Holding", employees: 98_765 });
  deal = (await asOwner("POST", "/api/deals", { name: "Chairs", company })).id;
});

describe("the audit log tells who did what, when and from where", () => {
  test("a change at a screen, from which address, from what to what", async () => {
    const [entry] = await audit({ record: company, kind: "changed" });
    expect(entry).toMatchObject({
      actor: { title: "Maria Ivanova" },
      key: null,
      address: "127.0.0.1",
      source: "screen",
      object: "company",
      record: { id: company, title: "Kestrel" },
      changes: { legal_name: { from: null, to: "Kestrel Holding" }, employees: { from: null, to: 98_765 } },
    });
  });

  test("a change through the API, with the name of the key; so does the record's own history", async () => {
    const headers = await house.key(everyRight);
    await house.ask({ method: "PATCH", url: `/api/deals/${deal}`, headers, payload: { next_step: "Call" } });
    const [entry] = await audit({ record: deal, source: "api" });
    expect(entry).toMatchObject({ key: { title: expect.stringMatching(/^Key \d/) }, kind: "changed" });
    const history = await asOwner("GET", `/api/deals/${deal}/history`);
    expect(history.data[0]).toMatchObject({ source: "api", key: entry?.key?.title });
  });

  test("what is no change of a record: keys, roles, exports, settings, signing in and failing to", async () => {
    const key = await asOwner("POST", "/api/api-keys", {
      name: "Web shop",
      roleId: (await asOwner("GET", "/api/role-grants")).data[0].id,
    });
    await asOwner("DELETE", `/api/api-keys/${key.id}`);
    const role = await asOwner("POST", "/api/role-grants", {
      name: "Clerk",
      grants: { objects: {}, permissions: [] },
    });
    await asOwner("PUT", `/api/role-grants/${role.id}`, {
      name: "Clerks",
      grants: { objects: { deal: seen }, permissions: [] },
      version: role.version,
    });
    await house.ask({
      method: "GET",
      url: "/api/exports/deals?search=Chairs",
      headers: { cookie: house.cookie },
    });
    await asOwner("PATCH", "/api/organisation", { name: "Vitosha Furniture" });
    const attempt = (password: string) =>
      house.ask({ method: "POST", url: "/api/session", payload: { email: "maria@example.com", password } });
    await attempt("not the password");
    await attempt("a long and quiet river");
    const [signedIn, failed, organisation, exported, changed, made, revoked, keyMade] = await newestOf(
      "signed_in",
      "sign_in_failed",
      "organisation_changed",
      "exported",
      "role_changed",
      "role_made",
      "key_revoked",
      "key_made",
    );
    expect(signedIn).toMatchObject({
      actor: { title: "Maria Ivanova" },
      address: "127.0.0.1",
    });
    expect(failed).toMatchObject({
      actor: null,
      details: { email: "maria@example.com" },
    });
    expect(organisation).toMatchObject({
      changes: { name: { from: "Vitosha", to: "Vitosha Furniture" } },
    });
    expect(exported).toMatchObject({ object: "deal", details: { search: "Chairs" } });
    expect(changed).toMatchObject({
      details: { name: "Clerks" },
      changes: { grants: { from: { objects: {} }, to: { objects: { deal: { read: "all" } } } } },
    });
    expect(made).toMatchObject({ details: { name: "Clerk" } });
    expect(revoked).toMatchObject({ details: { name: "Web shop" } });
    expect(keyMade).toMatchObject({ details: { name: "Web shop" } });
    const everything = JSON.stringify(await audit({ limit: "200" }));
    for (const secret of ["quiet river", "not the password", key.key])
      expect(everything).not.toContain(secret);
  });

  test("that it was read and exported", async () => {
    await audit({ words: "Kestrel" });
    await asOwner("GET", "/api/audit?kind=created");
    const file = await house.ask({
      method: "GET",
      url: "/api/audit/export?kind=created&format=jsonl",
      headers: { cookie: house.cookie },
    });
    const lines = file.body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.every((line) => line.kind === "created")).toBe(true);
    expect(lines.map((line) => line.record?.title)).toContain("Kestrel");
    const [exported, read] = await audit({ kind: "audit_read,audit_exported" });
    expect(exported).toMatchObject({ kind: "audit_exported", details: { kind: "created", format: "jsonl" } });
    expect(read).toMatchObject({ kind: "audit_read", details: { kind: "created" } });
  });
});

describe("it is searched", () => {
  test.each([
    ["by kind", { kind: "created" }, 2],
    ["by object", { object: "company" }, 2],
    ["by field", { object: "company", field: "employees" }, 1],
    ["by words of a value", { words: "kestrel hold" }, 1],
    ["by words that are no value", { words: "legal_name" }, 0],
    ["by words with a wildcard", { words: "kestrel%hold" }, 0],
    ["by time", { until: "2020-01-01T00:00:00Z" }, 0],
    ["by somebody who did nothing", { actor: "019a0000-0000-7000-8000-00000000000a" }, 0],
  ])("%s", async (_, query, count) => {
    const found = await audit({ ...query, limit: "200" });
    const planted = found.filter(({ record }) => record === null || [company, deal].includes(record.id));
    expect(planted).toHaveLength(count);
  });

  test("page by page, each entry once", async () => {
    const met: string[] = [];
    let before = "";
    do {
      const page = await asOwner(
        "GET",
        `/api/audit?limit=3&kind=created,changed${before && `&before=${before}`}`,
      );
      met.push(...page.data.map((entry: AuditEntry) => entry.id));
      before = page.next ?? "";
    } while (before);
    const whole = await audit({ kind: "created,changed", limit: "200" });
    expect(met).toEqual(whole.map((entry) => entry.id));
    expect(met.length).toBeGreaterThan(3);
  });
});

describe("of records it tells no more than the reader may see (CVE-2026-40300)", () => {
  test("that something was done, but not to which record nor what", async () => {
    const entries = await audit({ limit: "200" }, auditor({}));
    const changes = entries.filter(({ object }) => object === "company");
    expect(changes).toHaveLength(2);
    for (const entry of changes)
      expect(entry).toMatchObject({ hidden: true, record: null, changes: {}, details: {} });
    const told = JSON.stringify(entries);
    expect(["Kestrel", company, "Chairs", deal].filter((word) => told.includes(word))).toEqual([]);
  });

  test("a search finds nothing in it", async () => {
    expect(await audit({ words: "Kestrel" }, auditor({}))).toEqual([]);
    expect(await audit({ record: company }, auditor({}))).toEqual([]);
    const headers = await house.key(auditor({ company: { ...seen, fields: { employees: "hidden" } } }));
    const prying = { method: "GET", url: "/api/audit?object=company&field=employees", headers } as const;
    expect((await house.ask(prying)).json()).toMatchObject({ code: "field_unknown" });
  });

  test("a hidden field stays hidden, and so does a link to what is unseen", async () => {
    const rights = auditor({ deal: seen, company: { ...seen, fields: { employees: "hidden" } } });
    const [changed] = await audit({ record: company, kind: "changed" }, rights);
    expect(changed?.changes).toEqual({ legal_name: { from: null, to: "Kestrel Holding" } });
    expect(await audit({ words: "98765" }, rights)).toEqual([]);
    await asOwner("PATCH", `/api/deals/${deal}`, { company: null });
    const [unlinked] = await audit(
      { record: deal, field: "company", object: "deal" },
      auditor({ deal: seen }),
    );
    expect(unlinked?.changes).toEqual({ company: { from: null, to: null } });
  });

  test("what an export was asked for is told to who may read all of it", async () => {
    const [entry] = await audit({ kind: "exported" }, auditor({ deal: nothing }));
    expect(entry).toMatchObject({ object: "deal", details: {}, hidden: true });
  });

  test("without the right to read it, nothing", async () => {
    const headers = await house.key({ objects: { "*": seen }, permissions: [] });
    for (const url of ["/api/audit", "/api/audit/export"])
      expect((await house.ask({ method: "GET", url, headers })).statusCode).toBe(403);
  });
});

test("the history only grows: the application's role changes and removes nothing", async () => {
  const { database } = house.runtime;
  await expect(database.updateTable("history").set({ kind: "changed" }).execute()).rejects.toMatchObject({
    code: "42501",
  });
  await expect(database.deleteFrom("history").execute()).rejects.toMatchObject({ code: "42501" });
});
