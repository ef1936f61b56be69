import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { recordsModule } from "#records";
import { fullGrant, type Grant, noGrant } from "#records/contract";
import { listenAction } from "../src/server/live/live-updates.ts";
import { modules } from "../src/server/modules.ts";
import { type FrontDoor, openFrontDoor } from "./front-door.ts";
import { type Planted, plantRecords } from "./planted-records.ts";
import { type Somebody, somebody } from "./somebody.ts";
import { requestsOf } from "./walking-routes.ts";

let house: FrontDoor;
let planted: Planted;
let seller: Somebody;
let mine: string;

const own: Grant = { ...fullGrant, read: "own", change: "own", delete: "own" };

beforeAll(async () => {
  house = await openFrontDoor();
  planted = await plantRecords(house);
  seller = await somebody(house, "Seller", {
    objects: { "*": own, user: { ...noGrant, read: "own" } },
    permissions: ["records:share", "imports:run", "keys:manage", "deals:move"],
  });
  mine = (await ask("POST", "/api/companies", { name: "Mine" })).body.id;
});

async function ask(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) {
  const answer = await house.ask({ method, url, headers: seller.headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
}

/** All that is kept of a record, as text. */
async function kept(table: string, id: string): Promise<string> {
  const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t
    where id = ${id}::uuid`.execute(house.runtime.database);
  return rows[0]?.row ?? "";
}

test("CVE-2026-33740: an id of somebody else's in a body reaches nothing and changes nothing", async () => {
  const { file = "", company = "", person = "", deal = "", user = "" } = planted.ids;
  const before = [await kept("files", file), await kept("parties", company), await kept("parties", mine)];
  const foreign: ["POST" | "PUT" | "PATCH", string, object][] = [
    ["PATCH", `/api/companies/${mine}`, { picture: file }],
    ["PATCH", `/api/companies/${mine}`, { parent: company }],
    ["PATCH", `/api/companies/${mine}`, { owner: user }],
    ["POST", "/api/companies/bulk", { ids: [mine, company], change: { name: "Taken" } }],
    ["POST", "/api/companies/bulk", { ids: [company], archive: true }],
    ["PUT", `/api/companies/${mine}/shares`, { user, access: "read" }],
    ["POST", "/api/notes", { body: "On it", party: person }],
    ["POST", "/api/tasks", { subject: "Call", deal }],
    ["POST", "/api/api-keys", { name: "Mine", roleId: company }],
  ];
  for (const [method, url, body] of foreign)
    expect([url, body, (await ask(method, url, body)).status >= 400]).toEqual([url, body, true]);
  expect([await kept("files", file), await kept("parties", company), await kept("parties", mine)]).toEqual(
    before,
  );
});

test("CVE-2026-72719: what the product writes itself, and what one may not write, is bound by no body", async () => {
  const other = "019a0000-0000-7000-8000-00000000abcd";
  const at = "2001-01-01T00:00:00.000Z";
  const hidden = await somebody(house, "Limited", {
    objects: { company: { ...own, fields: { owner: "read_only", website: "hidden" } }, party: own },
    permissions: [],
  });
  const claims: Record<string, unknown> = {
    id: other,
    version: 99,
    created_at: at,
    created_by: planted.ids["user"],
    updated_at: at,
    updated_by: planted.ids["user"],
    archived_at: at,
    kind: "person",
    search_text: "claimed",
    owner_id: planted.ids["user"],
  };
  for (const [name, value] of Object.entries(claims)) {
    const made = await ask("POST", "/api/companies", { name: "Claimed", [name]: value });
    expect([name, made.status]).toEqual([name, 422]);
    if (name === "version") continue;
    const before = await kept("parties", mine);
    const changed = await ask("PATCH", `/api/companies/${mine}`, { [name]: value });
    expect([name, changed.status]).toEqual([name, 422]);
    expect(await kept("parties", mine)).toBe(before);
  }
  const limited = { method: "POST", url: "/api/companies", headers: hidden.headers } as const;
  for (const claim of [{ owner: hidden.id }, { website: "https://example.com" }])
    expect((await house.ask({ ...limited, payload: { name: "Limited", ...claim } })).statusCode).toBe(422);
  const computed = [...house.runtime.catalogue.objects.values()].flatMap((object) =>
    Object.entries(object.fields)
      .filter(([, field]) => field.readOnly && !object.closed)
      .map(([name]) => ({ object, name })),
  );
  expect(computed.length).toBeGreaterThan(20);
  for (const { object, name } of computed) {
    const answer = await house.ask({
      method: "POST",
      url: `/api/${object.plural}`,
      headers: { cookie: house.cookie },
      payload: { [name]: "claimed" },
    });
    expect([object.name, name, answer.statusCode]).toEqual([object.name, name, 422]);
  }
});

test("CVE-2026-29108: no answer to anybody, the owner included, tells a hash, a token or a secret", async () => {
  const { rows } = await sql<{ secret: string | null }>`
    select password as secret from auth.account
    union all select token from auth.session
    union all select key_hash from api_keys
    union all select token_hash from invitations
    union all select secret from auth."twoFactor"
    union all select "backupCodes" from auth."twoFactor"`.execute(house.runtime.database);
  const secrets = rows.flatMap(({ secret }) => secret ?? []);
  expect(secrets.length).toBeGreaterThan(3);
  const handlers = [...modules, recordsModule(house.runtime.catalogue)].flatMap((one) => one.handlers);
  const reading = handlers
    .map(({ action }) => action)
    .filter(({ method, id }) => method === "GET" && id !== listenAction.id);
  const told: string[] = [];
  for (const action of reading) {
    for (const request of requestsOf(action, house.runtime.catalogue, planted)) {
      const answer = await house.ask({ ...request, headers: { cookie: house.cookie } });
      if (secrets.some((secret) => answer.body.includes(secret))) told.push(request.url);
    }
  }
  expect(told).toEqual([]);
}, 240_000);

test("CVE-2026-41141: nothing that is tried out, recognised or previewed by an address of mail tells of records and fields one may not see", async () => {
  const hidden: Grant = { ...own, read: "own", fields: { website: "hidden", x_own_text: "hidden" } };
  const maker = await somebody(house, "Maker", {
    objects: { "*": own, company: hidden },
    permissions: ["objects:manage", "imports:run", "webhooks:manage"],
  });
  const say = async (method: "POST" | "PUT", url: string, payload: object | string) => {
    const isFile = typeof payload === "string";
    const headers = { ...maker.headers, ...(isFile && { "content-type": "application/octet-stream" }) };
    const answer = await house.ask({ method, url, headers, payload });
    return { status: answer.statusCode, body: answer.body ? answer.json() : undefined, text: answer.body };
  };
  const told: string[] = [];
  const objects = "/api/objects/company";
  for (const expression of [
    "name",
    "name & phone",
    'if(contains(email, "kestrel"), name, phone)',
    "parent.name",
  ]) {
    const { status, text } = await say("POST", `${objects}/formula-check`, { expression });
    expect([expression, status]).toEqual([expression, 200]);
    told.push(text);
  }
  for (const expression of ["website", "left(website, 1)", "x_own_text", 'if(website = "a", 1, 2)'])
    expect((await say("POST", `${objects}/formula-check`, { expression })).body.code).toBe(
      "formula_field_unknown",
    );
  // The field is hidden on companies; on vessels it is seen, but not these records.
  const preview = { kind: { type: "choice", options: [{ label: "kestrel company x_own_text" }] } };
  expect((await say("POST", `${objects}/fields/x_own_text/conversion-preview`, preview)).status).toBe(404);
  const vessels = await say("POST", "/api/objects/x_vessel/fields/x_own_text/conversion-preview", {
    kind: { type: "number" },
  });
  expect(vessels.body).toMatchObject({ filled: 1, lost: 1, lostExamples: [] });
  // Whoever is recognised by their address is none that the importer does not see: a new one is made beside them.
  const file = "Name,E-mail,Company\nKnown Already,kestrel.person@example.com,kestrel changed\n";
  const taken = await say("POST", "/api/imports?name=people.csv&object=person", file);
  expect(taken.status).toBe(201);
  const { id, mapping } = taken.body;
  const byMail = { ...mapping, object: "person", keys: ["email"], existing: "update" };
  expect((await say("PUT", `/api/imports/${id}/mapping`, byMail)).status).toBe(200);
  const planned = await say("POST", `/api/imports/${id}/preview`, {});
  expect(planned.body).toMatchObject({ counts: { updated: 0, unchanged: 0 } });
  const values = await house.ask({ url: `/api/imports/${id}/values`, headers: maker.headers });
  expect(values.statusCode).toBe(200);
  told.push(
    ...JSON.parse(values.body).data.map((one: { candidates: unknown }) => JSON.stringify(one.candidates)),
  );
  const upserted = await say("PUT", "/api/people/by/email/kestrel.person@example.com", {
    name: { family: "Own" },
  });
  expect(upserted.status).toBe(201);
  expect(upserted.body.id).not.toBe(planted.ids["person"]);
  expect(upserted.body.name.full).toBe("Own");
  for (const text of told) for (const word of planted.words) expect(text).not.toContain(word);
});
