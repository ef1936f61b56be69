import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { WebhookTopic } from "../contract/index.ts";
import { openReceiver, type Receiver } from "../testing/receiver.ts";
import { openWebhookHouse, type WebhookHouse } from "../testing/webhook-house.ts";

// What a webhook tells, and of what.
let house: WebhookHouse;
let receiver: Receiver;

beforeAll(async () => {
  house = await openWebhookHouse();
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const { id } of (await house.say("GET", "/api/webhooks")).body.data)
    await house.say("DELETE", `/api/webhooks/${id}`);
  receiver.taken();
});
afterAll(() => receiver.close());

interface Words {
  readonly topics: readonly WebhookTopic[];
  readonly payload?: "ids" | "records";
  readonly role_id?: string;
}

async function webhook({ topics, payload = "ids", role_id = house.everything }: Words) {
  const made = await house.say("POST", "/api/webhooks", {
    name: "Warehouse",
    address: receiver.address,
    topics,
    payload,
    role_id,
  });
  expect(made.body).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });
  return made.body as { webhook: { id: string; version: number }; secret: string };
}

async function make(plural: string, values: object): Promise<string> {
  const { status, body } = await house.say("POST", `/api/${plural}`, values);
  expect(body, JSON.stringify(body)).toHaveProperty("id");
  expect(status).toBe(201);
  return body.id;
}

const change = (path: string, values: object) => house.say("PATCH", `/api/${path}`, values);

test("what happens to a record is told as the specification says, signed, once", async () => {
  const { secret } = await webhook({
    topics: [{ object: "company", events: ["created", "changed", "archived", "restored"] }],
  });
  const id = await make("companies", { name: "Vitosha" });
  await house.send();
  await change(`companies/${id}`, { name: "Vitosha Ltd" });
  await house.send();
  await house.say("DELETE", `/api/companies/${id}`);
  await house.send();
  await house.say("POST", `/api/companies/${id}/restoration`);
  await make("people", { name: { given: "Ana", family: "Petrova" } });
  await house.send();
  const calls = receiver.taken();
  expect(calls.map(({ message }) => message.type)).toEqual([
    "company.created",
    "company.changed",
    "company.archived",
    "company.restored",
  ]);
  expect(calls[1]?.message).toEqual({
    type: "company.changed",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: { object: "company", changed: ["name"], source: "screen", records: [{ id }] },
  });
  for (const call of calls) {
    expect(receiver.verify(secret, call)).toEqual(call.message);
    expect(call.headers["content-type"]).toBe("application/json");
  }
  expect(new Set(calls.map((call) => call.id)).size).toBe(4);
  expect(() => receiver.verify(secret, { ...calls[0]!, body: `${calls[0]!.body} ` })).toThrow();
  await house.send();
  expect(receiver.taken()).toEqual([]);
});

test("a party stands for persons and companies", async () => {
  await webhook({ topics: [{ object: "party", events: ["created"] }] });
  await make("companies", { name: "Rila" });
  await make("people", { name: { given: "Boris", family: "Rilski" } });
  await house.send();
  expect(receiver.taken().map(({ message }) => message.type)).toEqual(["party.created", "party.created"]);
});

test("with the records, as the role may see them; what it hides is told by nothing (CVE-2026-40300)", async () => {
  const seen = { read: "all", change: "none", delete: "none", create: false };
  const role_id = await house.role({
    objects: { company: { ...seen, fields: { revenue: "hidden", phone: "hidden" } } },
    permissions: [],
  });
  await webhook({
    topics: [{ object: "company", events: ["created", "changed"] }],
    payload: "records",
    role_id,
  });
  const id = await make("companies", { name: "Pirin", revenue: { amount: "777777", currency: "EUR" } });
  await house.send();
  const [told] = receiver.taken();
  expect(told?.message.data.records).toMatchObject([{ id, name: "Pirin" }]);
  expect(told?.body).not.toContain("777777");
  expect(told?.message.data.records[0]).not.toHaveProperty("revenue");
  // An owner is a user, of whom this role sees nothing.
  expect(told?.message.data.records[0].owner).toBeNull();
  await change(`companies/${id}`, { revenue: { amount: "888888", currency: "EUR" } });
  await change(`companies/${id}`, { name: "Pirin Ltd", phone: "+359887771234" });
  await house.send();
  expect(receiver.taken().map(({ message }) => message.data.changed)).toEqual([["name"]]);
});

test("records that its user may not see are not told of, and nothing where none is left", async () => {
  const nothing = { read: "none", change: "none", delete: "none", create: false };
  const own = { ...nothing, read: "own", create: true };
  const role_id = await house.role({ objects: { task: own, "*": nothing }, permissions: [] });
  await webhook({ topics: [{ object: "task", events: ["created"] }], role_id });
  const [other] = await house.rows<{ id: string }>("insert into users (name) values ('Other') returning id");
  const mine = await make("tasks", { subject: "Mine" });
  await make("tasks", { subject: "Another’s", owner: other?.id });
  await house.send();
  expect(receiver.taken().map(({ message }) => message.data.records)).toEqual([[{ id: mine }]]);
  const [{ skipped }] = (await house.rows<{ skipped: number }>(
    "select count(*)::int as skipped from webhook_deliveries where state = 'skipped'",
  )) as [{ skipped: number }];
  expect(skipped).toBe(1);
});

test("only changes to the fields asked for are told, also of many records at once", async () => {
  await webhook({ topics: [{ object: "company", events: ["changed"], fields: ["industry", "website"] }] });
  const ids = [await make("companies", { name: "One" }), await make("companies", { name: "Two" })];
  await change(`companies/${ids[0]}`, { employees: 7 });
  await change(`companies/${ids[1]}`, { website: "https://two.example.com" });
  await house.send();
  expect(receiver.taken().map(({ message }) => message.data.records)).toEqual([[{ id: ids[1] }]]);
  await change(`companies/${ids[0]}`, { website: "https://all.example.com" });
  await house.send();
  receiver.taken();
  // The first has it already: of the two that are changed at once only the second is told of.
  const bulk = await house.say("POST", "/api/companies/bulk", {
    ids,
    change: { website: "https://all.example.com", employees: 9 },
  });
  expect(bulk.status).toBe(200);
  await house.send();
  const [told] = receiver.taken();
  expect(told?.message.data).toMatchObject({ changed: expect.arrayContaining(["website", "employees"]) });
  expect(told?.message.data.records).toEqual([{ id: ids[1] }]);
});

test("a filter decides by what is true when it is told", async () => {
  const filter = {
    and: [
      { field: "amount", op: "gt", value: "5000" },
      { field: "stage.kind", op: "is", value: "won" },
    ],
  } as const;
  await house.runtime.runAsSystem(async (work) => (await import("#sales")).makeStandardPipeline(work));
  await webhook({ topics: [{ object: "deal", events: ["sales.deal_closed", "changed"], filter }] });
  const deal = (name: string, amount: string) => make("deals", { name, amount: { amount, currency: "EUR" } });
  const [large, small, lost] = [
    await deal("Large", "9000"),
    await deal("Small", "100"),
    await deal("Lost", "8000"),
  ];
  await change(`deals/${large}`, { description: "Still open" });
  for (const id of [large, small]) await house.say("POST", `/api/deals/${id}/closure`, { outcome: "won" });
  const close = { outcome: "lost", lost_reason: "price" };
  expect((await house.say("POST", `/api/deals/${lost}/closure`, close)).status).toBeLessThan(300);
  await house.send();
  const told = receiver.taken().map(({ message }) => [message.type, message.data.records]);
  expect(told).toContainEqual(["sales.deal_closed", [{ id: large }]]);
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`${small}|${lost}`));
});

test("many records at once are told a hundred a call, each call under an id of its own, and none twice", async () => {
  await webhook({ topics: [{ object: "company", events: ["created"] }] });
  const { createMany } = await import("#records");
  const names = Array.from({ length: 250 }, (_, index) => ({ name: `Company ${index}` }));
  const ids = await house.runtime.runAsSystem((work) => createMany(work, "company", names));
  await house.send();
  const calls = receiver.taken();
  expect(calls.map(({ message }) => message.data.records.length).sort()).toEqual([100, 100, 50]);
  expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
  const told = calls.flatMap(({ message }) => message.data.records.map((one: { id: string }) => one.id));
  expect(told.sort()).toEqual([...ids].sort());
  // The outbox promises at least once: an event that is heard again is not told again.
  const { modules } = await import("../../../server/modules.ts");
  const subscription = modules.find(({ name }) => name === "exchange")?.subscriptions?.[0];
  const [event] = await house.rows<{
    sequence: string;
    at: Date;
    name: string;
    object: string;
    records: string[];
  }>("select sequence::text, at, name, object, records from events where cardinality(records) = 250");
  await subscription?.hear(house.runtime, { ...event!, at: event!.at.toISOString(), actorId: null });
  await house.send();
  expect(receiver.taken()).toEqual([]);
});
