import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { noGrant, type RoleGrants } from "#records/contract";
import { openReceiver, type Receiver } from "../testing/receiver.ts";
import { openWebhookHouse, type WebhookHouse } from "../testing/webhook-house.ts";

// Who may make webhooks, of what, and where they may go.
let house: WebhookHouse;
let receiver: Receiver;

beforeAll(async () => {
  house = await openWebhookHouse();
  receiver = await openReceiver();
});
beforeEach(async () => {
  await house.rows("delete from webhooks");
  receiver.taken();
});
afterAll(() => receiver.close());

const definition = (more: object = {}) => ({
  name: "Warehouse",
  address: receiver.address,
  topics: [{ object: "company", events: ["created"] }],
  payload: "ids",
  role_id: house.everything,
  ...more,
});
const create = (more: object = {}, by?: Readonly<Record<string, string>>) =>
  house.say("POST", "/api/webhooks", definition(more), by);

/** A key of a user of their own who has just these rights. */
async function colleague(grants: RoleGrants): Promise<{ id: string; key: Readonly<Record<string, string>> }> {
  const { createApiKey } = await import("#platform");
  const role = await house.role(grants);
  const [user] = await house.rows<{ id: string }>("insert into users (name) values ('Boris') returning id");
  await house.rows(`insert into user_roles (user_id, role_id) values ('${user!.id}', '${role}')`);
  const actor = await house.runtime.actorOf(user!.id);
  const { key } = await house.runtime.run(actor!, "api", (work) => createApiKey(work, { name: "Key", role }));
  return { id: user!.id, key: { authorization: `Bearer ${key}` } };
}

describe("a webhook", () => {
  test("shows its secret once, and keeps it and the values of its headers sealed", async () => {
    const made = await create({ headers: [{ name: "X-Token", value: "kept-from-all" }] });
    const { secret, webhook } = made.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown = await house.say("GET", `/api/webhooks/${webhook.id}`);
    expect(shown.body).toMatchObject({ headers: ["X-Token"], off_reason: null, recent: [] });
    const rows = await house.rows<{ row: string }>("select w::text as row from webhooks w");
    const sealed = Buffer.from(secret.slice(6), "base64").toString("hex");
    for (const text of [JSON.stringify(shown.body), rows[0]!.row]) {
      for (const word of [secret, sealed, "kept-from-all", Buffer.from("kept-from-all").toString("hex")])
        expect(text).not.toContain(word);
    }
  });

  test("is said anew as a whole; a header without a value keeps the one it had, at the same receiver", async () => {
    const { webhook } = (await create({ headers: [{ name: "X-Token", value: "kept" }] })).body;
    const change = (more: object) =>
      house.say("PUT", `/api/webhooks/${webhook.id}`, { ...definition(more), version: 1 });
    const headers = [{ name: "X-Token" }];
    const elsewhere = { address: "https://8.8.8.8/", headers };
    expect(await change(elsewhere)).toMatchObject({
      status: 422,
      body: { code: "field_required", field: "headers.0.value" },
    });
    const changed = await change({ name: "Stock", address: `${receiver.address}/new`, headers });
    expect(changed).toMatchObject({ status: 200, body: { name: "Stock", version: 2 } });
    await house.say("POST", `/api/webhooks/${webhook.id}/test`);
    expect(receiver.taken()[0]).toMatchObject({ path: "/hooks/new", headers: { "x-token": "kept" } });
    expect(await change({ name: "Stale" })).toMatchObject({
      status: 409,
      body: { code: "version_conflict", current: { name: "Stock" } },
    });
  });

  test("tells of what there is", async () => {
    const { data } = (await house.say("GET", "/api/webhook-events")).body;
    expect(data).toContainEqual({
      object: "deal",
      events: expect.arrayContaining(["created", "changed", "archived", "restored", "sales.deal_closed"]),
    });
  });

  test.each([
    [{ topics: [{ object: "spaceship", events: ["created"] }] }, "topics.0.object"],
    [{ topics: [{ object: "company", events: ["exploded"] }] }, "topics.0.events"],
    [{ topics: [{ object: "company", events: ["sales.deal_closed"] }] }, "topics.0.events"],
    [{ topics: [{ object: "__proto__", events: ["created"] }] }, "topics.0.object"],
    [{ topics: [{ object: "company", events: ["changed"], fields: ["wingspan"] }] }, "wingspan"],
    [
      {
        topics: [
          { object: "company", events: ["created"] },
          { object: "company", events: ["changed"] },
        ],
      },
      "topics.1.object",
    ],
  ])("speaks of nothing that there is not: %j", async (more, field) => {
    expect(await create(more)).toMatchObject({ status: 422, body: { field } });
  });

  test("has a filter in the one language of filters", async () => {
    const filtered = (filter: unknown) =>
      create({ topics: [{ object: "company", events: ["created"], filter }] });
    expect((await filtered({ field: "name", op: "contains", value: "x" })).status).toBe(201);
    expect((await filtered({ field: "wingspan", op: "is", value: 1 })).body.code).toBe("field_unknown");
    expect((await filtered({ field: "name", op: "explode" })).status).toBe(422);
  });

  test("is one of a hundred at most", async () => {
    await create();
    await house.rows(`insert into webhooks (name, address, topics, payload, user_id, role_id, secret)
      select name, address, topics, payload, user_id, role_id, secret from webhooks, generate_series(1, 99)`);
    expect(await create()).toMatchObject({ status: 422, body: { code: "too_many" } });
  });
});

describe("where it goes", () => {
  test.each([
    "http://127.1:9/",
    "http://2130706433:9/",
    "http://0x7f.0.0.1:9/",
    "http://[::ffff:127.0.0.2]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.64.0.1/",
    "http://localhost:9/",
    "http://nowhere.invalid/",
    "https://user:secret@8.8.8.8/",
    "ftp://8.8.8.8/",
    "warehouse",
  ])("%s is refused when it is saved (CVE-2026-34719)", async (address) => {
    const allowed = house.runtime.settings.egressAllow;
    Object.assign(house.runtime.settings, { egressAllow: [] });
    const made = await create({ address });
    Object.assign(house.runtime.settings, { egressAllow: allowed });
    expect(made).toMatchObject({ status: 422, body: { code: "address_refused", field: "address" } });
    expect(await house.rows("select 1 from webhooks")).toEqual([]);
  });

  test.each([
    { name: "X-Token", value: "a\r\nX-Evil: b" },
    { name: "X-Token\r\nX-Evil", value: "b" },
    { name: "X-Token", value: "Ж" },
    { name: "X Token", value: "a" },
    { name: "Host", value: "inside.example" },
    { name: "hOsT", value: "inside.example" },
    { name: "Transfer-Encoding", value: "chunked" },
    { name: "Content-Length", value: "0" },
    { name: "Connection", value: "upgrade" },
    { name: "Webhook-Signature", value: "v1,forged" },
    { name: "Proxy-Authorization", value: "Basic x" },
  ])("no header makes another request of it: %j", async (header) => {
    const made = await create({ headers: [header] });
    expect([400, 422]).toContain(made.status);
    expect(made.body.field).toMatch(/^headers\.0\.(name|value)$/);
  });
});

describe("rights", () => {
  const clerk: RoleGrants = {
    objects: { company: { ...noGrant, read: "all", fields: { revenue: "hidden" } }, "*": noGrant },
    permissions: ["webhooks:manage", "keys:manage"],
  };

  test("nobody makes webhooks without the permission", async () => {
    const { key } = await colleague({ objects: clerk.objects, permissions: ["keys:manage"] });
    expect((await create({}, key)).status).toBe(403);
    expect((await house.say("GET", "/api/webhooks", undefined, key)).status).toBe(403);
  });

  test("nobody has told what they may not see themselves", async () => {
    const { key } = await colleague(clerk);
    expect(await create({}, key)).toMatchObject({ status: 403, body: { code: "rights_exceeded" } });
    const role_id = await house.role({ objects: clerk.objects, permissions: [] });
    const topic = { object: "company", events: ["changed"] };
    const made = (topics: object[]) => create({ role_id, topics }, key);
    expect((await made([{ ...topic, fields: ["revenue"] }])).body.code).toBe("field_unknown");
    const filter = { field: "revenue", op: "gt", value: "1" };
    expect((await made([{ ...topic, filter }])).body.code).toBe("field_unknown");
    expect((await made([{ object: "deal", events: ["created"] }])).body.code).toBe("field_invalid");
    expect((await made([topic])).status).toBe(201);
    const { data } = (await house.say("GET", "/api/webhook-events", undefined, key)).body;
    expect(data.map((one: { object: string }) => one.object)).toEqual(["company"]);
  });

  test("another’s webhook is not there, but for who manages users; who changes it answers for it", async () => {
    const { webhook } = (await create()).body;
    const { key } = await colleague(clerk);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["PUT", "/activation"],
      ["DELETE", "/activation"],
      ["POST", "/secret"],
      ["POST", "/test"],
      ["GET", "/deliveries"],
    ] as const) {
      expect((await house.say(method, `/api/webhooks/${webhook.id}${path}`, undefined, key)).status).toBe(
        404,
      );
    }
    const role_id = await house.role({ objects: clerk.objects, permissions: [] });
    const change = { ...definition({ role_id }), version: 1 };
    expect((await house.say("PUT", `/api/webhooks/${webhook.id}`, change, key)).status).toBe(404);
    expect((await house.say("GET", "/api/webhooks", undefined, key)).body.data).toEqual([]);
    expect(receiver.taken()).toEqual([]);

    const manager = await colleague({ ...clerk, permissions: [...clerk.permissions, "users:manage"] });
    const seen = await house.say("GET", `/api/webhooks/${webhook.id}`, undefined, manager.key);
    expect(seen.body.user.id).not.toBe(manager.id);
    // Its own role is above theirs: they cannot keep it and send the news elsewhere.
    const moved = { ...definition(), version: 1 };
    expect((await house.say("PUT", `/api/webhooks/${webhook.id}`, moved, manager.key)).status).toBe(403);
    const changed = await house.say("PUT", `/api/webhooks/${webhook.id}`, change, manager.key);
    expect(changed.body.user.id).toBe(manager.id);
  });

  test("what the log tells of records is cut to who reads it", async () => {
    const { webhook } = (await create()).body;
    const { body } = await house.say("POST", "/api/companies", { name: "Seen" });
    await house.send();
    const [delivery] = (await house.say("GET", `/api/webhooks/${webhook.id}/deliveries`)).body.data;
    const detail = (by?: Readonly<Record<string, string>>) =>
      house.say("GET", `/api/webhook-deliveries/${delivery.id}`, undefined, by);
    expect((await detail()).body.records).toEqual([body.id]);
    const blind = await colleague({
      objects: { "*": noGrant },
      permissions: ["webhooks:manage", "users:manage", "keys:manage"],
    });
    expect((await detail(blind.key)).body).toMatchObject({ count: 1, records: [] });
    const { key } = await colleague(clerk);
    expect((await detail(key)).status).toBe(404);
    expect(
      (await house.say("POST", `/api/webhook-deliveries/${delivery.id}/replay`, undefined, key)).status,
    ).toBe(404);
  });

  test("it ends with the access of its user", async () => {
    const { id, key } = await colleague(clerk);
    const role_id = await house.role({ objects: clerk.objects, permissions: [] });
    const { webhook } = (await create({ role_id }, key)).body;
    await house.say("POST", "/api/companies", { name: "Before" });
    await house.send();
    expect(receiver.taken().length).toBe(1);
    expect((await house.say("POST", `/api/users/${id}/deactivation`)).status).toBeLessThan(300);
    await house.say("POST", "/api/companies", { name: "After" });
    await house.send();
    expect(receiver.taken()).toEqual([]);
    expect((await house.say("GET", `/api/webhooks/${webhook.id}`)).body.off_reason).toBe("left");
  });

  test("a filter that speaks of what its role was closed to since ends it, too", async () => {
    const role_id = await house.role({ objects: { company: { ...noGrant, read: "all" } }, permissions: [] });
    const filter = { field: "name", op: "contains", value: "a" };
    const topics = [{ object: "company", events: ["created"], filter }];
    const { webhook } = (await create({ role_id, topics })).body;
    const fields = { name: "hidden" };
    const grants = { objects: { company: { ...noGrant, read: "all", fields } }, permissions: [] };
    await house.say("PUT", `/api/role-grants/${role_id}`, { name: "Closed", grants, version: 1 });
    await house.say("POST", "/api/companies", { name: "Amber" });
    await house.send();
    expect(receiver.taken()).toEqual([]);
    expect((await house.say("GET", `/api/webhooks/${webhook.id}`)).body.off_reason).toBe("filter");
  });

  test("a secret that another installation sealed ends it with a word, and a new one mends it", async () => {
    const headers = [{ name: "X-Token", value: "sealed" }];
    const { webhook } = (await create({ headers })).body;
    const { secret } = house.runtime.settings;
    await house.say("POST", "/api/companies", { name: "Moved" });
    Object.assign(house.runtime.settings, { secret: Buffer.alloc(32, 9) });
    await house.send();
    Object.assign(house.runtime.settings, { secret });
    const stateOf = async () => (await house.say("GET", `/api/webhooks/${webhook.id}`)).body;
    expect((await stateOf()).off_reason).toBe("secret");

    await house.rows("update webhooks set secret = 'x', headers = 'x'");
    const again = { ...definition({ headers: [{ name: "X-Token" }] }), version: 1 };
    const kept = await house.say("PUT", `/api/webhooks/${webhook.id}`, again);
    expect(kept).toMatchObject({ status: 422, body: { field: "headers.0.value" } });
    await house.say("PUT", `/api/webhooks/${webhook.id}`, { ...definition({ headers }), version: 1 });
    const rotated = await house.say("POST", `/api/webhooks/${webhook.id}/secret`);
    await house.say("PUT", `/api/webhooks/${webhook.id}/activation`);
    await house.say("POST", "/api/companies", { name: "Mended" });
    await house.send();
    const [call] = receiver.taken();
    expect(receiver.verify(rotated.body.secret, call!)).toMatchObject({ type: "company.created" });
    expect(call?.headers).toMatchObject({ "x-token": "sealed" });
  });
});
