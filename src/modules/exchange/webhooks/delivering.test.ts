import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { readAllowances } from "#platform";
import { openReceiver, type Receiver } from "../testing/receiver.ts";
import { openWebhookHouse, type WebhookHouse } from "../testing/webhook-house.ts";
import { sendWebhooks } from "./sending.ts";

// How calls are made: outages, slowness, order, and what becomes of a receiver that fails.
let house: WebhookHouse;
let receiver: Receiver;

beforeAll(async () => {
  house = await openWebhookHouse();
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const { id } of (await house.say("GET", "/api/webhooks")).body.data)
    await house.say("DELETE", `/api/webhooks/${id}`);
  receiver.answer = (reply) => void reply.writeHead(204).end();
  receiver.taken();
});
afterAll(() => receiver.close());

async function webhook(address = receiver.address, more: object = {}) {
  const made = await house.say("POST", "/api/webhooks", {
    name: "Warehouse",
    address,
    topics: [{ object: "company", events: ["created", "changed"] }],
    payload: "ids",
    role_id: house.everything,
    ...more,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body as { webhook: { id: string; version: number }; secret: string };
}

const company = async (name: string): Promise<string> =>
  (await house.say("POST", "/api/companies", { name })).body.id;
const rename = (id: string, name: string) => house.say("PATCH", `/api/companies/${id}`, { name });
const stateOf = async (id: string) => (await house.say("GET", `/api/webhooks/${id}`)).body;
const logOf = async (id: string) => (await house.say("GET", `/api/webhooks/${id}/deliveries`)).body.data;
const detailOf = async (delivery: string) =>
  (await house.say("GET", `/api/webhook-deliveries/${delivery}`)).body;

async function notificationsOf(kind: string) {
  const { data } = (await house.say("GET", "/api/notifications")).body;
  return data.filter((one: { kind: string }) => one.kind === kind);
}

describe("a receiver that is out of order", () => {
  test("is called again with growing delay, under the same id, until it takes the news", async () => {
    const { webhook: made, secret } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(500).end("broken");
    await company("Outage");
    await house.send();
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      const [delivery] = await logOf(made.id);
      expect(delivery).toMatchObject({ state: "waiting", attempts: round + 1, last: { status: 500 } });
      waits.push((Date.parse(delivery.next_try_at) - Date.parse(delivery.last.at)) / 1000);
      await house.hurry();
      if (round === 3) receiver.answer = (reply) => void reply.writeHead(200).end("taken");
      await house.send();
    }
    for (const [index, seconds] of [5, 30, 120, 600].entries()) {
      expect(waits[index]).toBeGreaterThan(seconds * 0.75);
      expect(waits[index]).toBeLessThan(seconds * 1.25 + 5);
    }
    const calls = receiver.taken();
    expect(calls.length).toBe(5);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    for (const call of calls) receiver.verify(secret, call);
    const [delivery] = await logOf(made.id);
    expect(delivery).toMatchObject({ state: "delivered", attempts: 5, id: calls[0]?.id });
    const { tries } = await detailOf(delivery.id);
    expect(tries.map((one: { status: number; answer: string }) => [one.status, one.answer])).toEqual([
      [200, "taken"],
      ...Array.from({ length: 4 }, () => [500, "broken"]),
    ]);
    expect(await stateOf(made.id)).toMatchObject({ failing_since: null, off_reason: null });
  });

  test("is not stormed: while it fails it is tried by one call, and the rest waits", async () => {
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(503).end();
    for (let index = 0; index < 12; index++) await company(`Storm ${index}`);
    await house.send();
    expect(receiver.taken().length).toBeLessThan(6);
    await house.hurry();
    await house.send();
    expect(receiver.taken().length).toBe(1);
    receiver.answer = (reply) => void reply.writeHead(204).end();
    await house.hurry();
    await house.send();
    await house.hurry();
    await house.send();
    expect((await stateOf(made.id)).recent).toEqual(Array.from({ length: 12 }, () => "delivered"));
  });

  test("is left in peace for as long as it asks, within a day", async () => {
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(429, { "retry-after": "3600" }).end();
    await company("Later");
    await house.send();
    const pauses = () =>
      house.rows<{ seconds: number }>(
        "select extract(epoch from paused_until - now())::int as seconds from webhooks",
      );
    expect((await pauses())[0]?.seconds).toBeGreaterThan(3500);
    await house.send();
    expect(receiver.taken().length).toBe(1);
    receiver.answer = (reply) => void reply.writeHead(503, { "retry-after": "999999999" }).end();
    await house.hurry();
    await house.send();
    const [day] = await pauses();
    expect(day?.seconds).toBeGreaterThan(86_000);
    expect(day?.seconds).toBeLessThanOrEqual(86_400);
    expect((await stateOf(made.id)).off_reason).toBeNull();
  });

  test("a record’s news come in order: what changed waits for what was created", async () => {
    await webhook();
    let refuse = true;
    receiver.answer = (reply, { message }) =>
      void reply.writeHead(refuse && message.type === "company.created" ? 422 : 204).end();
    const first = await company("First");
    await house.send();
    await rename(first, "First, renamed");
    const second = await company("Second");
    await house.rows("update webhooks set paused_until = null");
    refuse = false;
    await house.send();
    const told = () => receiver.taken().map(({ message }) => [message.type, message.data.records[0].id]);
    expect(told()).toEqual([
      ["company.created", first],
      ["company.created", second],
    ]);
    await house.hurry();
    await house.send();
    expect(told()).toEqual([
      ["company.created", first],
      ["company.changed", first],
    ]);
  });

  test("one that says it is gone is called no more, and its users are told", async () => {
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(410).end();
    await company("Gone");
    await company("Gone too");
    await house.send();
    expect(await stateOf(made.id)).toMatchObject({ off_reason: "gone" });
    expect(await notificationsOf("webhook_switched_off")).toMatchObject([
      { recordId: made.id, params: { title: "Warehouse", reason: "gone" } },
    ]);
    receiver.taken();
    await company("Unheard");
    await house.send();
    expect(receiver.taken()).toEqual([]);
  });

  test("after three days without one call that went well it is switched off, and switched on again by hand", async () => {
    const [keeper] = await house.rows<{ id: string }>(
      "insert into users (name) values ('Keeper') returning id",
    );
    const role = await house.role({ objects: {}, permissions: ["webhooks:manage"] });
    await house.rows(`insert into user_roles (user_id, role_id) values ('${keeper!.id}', '${role}')`);
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(500).end();
    await company("Lasting");
    await house.send();
    await house.rows("update webhooks set failing_since = now() - interval '71 hours'");
    await house.hurry();
    await house.send();
    expect((await stateOf(made.id)).off_reason).toBeNull();
    await house.rows("update webhooks set failing_since = now() - interval '73 hours'");
    await house.hurry();
    await house.send();
    expect(await stateOf(made.id)).toMatchObject({ off_reason: "failing" });
    const told = await house.rows<{ user_id: string }>(
      `select user_id from notifications where kind = 'webhook_switched_off' and record_id = '${made.id}'`,
    );
    expect(told.map(({ user_id }) => user_id)).toContain(keeper!.id);
    expect(told.length).toBe(2);

    // What failed meanwhile is there to be delivered again, under the id it had.
    const [failed] = await logOf(made.id);
    expect(failed.state).toBe("failed");
    const refused = await house.say("POST", `/api/webhook-deliveries/${failed.id}/replay`);
    expect(refused).toMatchObject({ status: 409, body: { code: "webhook_off" } });
    receiver.answer = (reply) => void reply.writeHead(204).end();
    receiver.taken();
    await house.say("PUT", `/api/webhooks/${made.id}/activation`);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const replayed = await house.say("POST", `/api/webhooks/${made.id}/replay`, { since });
    expect(replayed).toMatchObject({ status: 202, body: { count: 1 } });
    await house.send();
    expect(receiver.taken().map(({ id }) => id)).toEqual([failed.id]);
    expect(await stateOf(made.id)).toMatchObject({ off_reason: null, failing_since: null });
    expect((await house.say("POST", `/api/webhook-deliveries/${failed.id}/replay`)).status).toBe(202);
    await house.send();
    expect(receiver.taken().map(({ id }) => id)).toEqual([failed.id]);
  });

  test("a delivery that is refused for days is given up, while others go through", async () => {
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(400).end();
    await company("Poison");
    await house.send();
    await house.rows("update webhook_deliveries set attempts = 10");
    await house.hurry();
    await house.send();
    expect(await logOf(made.id)).toMatchObject([{ state: "failed", attempts: 11, next_try_at: null }]);
  });
});

describe("receivers beside each other", () => {
  test("a slow one holds nobody, however many news it has", async () => {
    const slow = await openReceiver();
    const held: ServerResponse[] = [];
    slow.answer = (reply) => void held.push(reply);
    await webhook(slow.address);
    const quick = await webhook();
    for (let index = 0; index < 8; index++) await company(`Slow ${index}`);
    const sending = house.send();
    await vi.waitFor(async () => {
      expect((await stateOf(quick.webhook.id)).recent).toEqual(Array.from({ length: 8 }, () => "delivered"));
    }, 20_000);
    // No more than four calls at once, and none of them answered yet.
    const open = held.filter(({ destroyed }) => !destroyed).length;
    expect(open).toBeGreaterThan(0);
    expect(open).toBeLessThanOrEqual(4);
    // What comes in while it is slow goes to the quick one all the same.
    await company("Meanwhile");
    await vi.waitFor(() => expect(receiver.calls.length).toBe(9), 20_000);
    slow.answer = (reply) => void reply.writeHead(204).end();
    for (const reply of held) reply.writeHead(204).end();
    await sending;
    // A call that was given up meanwhile, because the machine took so long, is due again later.
    await house.hurry();
    await house.send();
    expect(new Set(slow.calls.map(({ id }) => id)).size).toBe(9);
    await slow.close();
  });

  test("two processes that send at once make each call once", async () => {
    const { webhook: made } = await webhook();
    for (let index = 0; index < 30; index++) await company(`Both ${index}`);
    await vi.waitFor(async () => expect((await logOf(made.id)).length).toBe(30), 45_000);
    await Promise.all([1, 2, 3].map(() => sendWebhooks(house.runtime)));
    const calls = receiver.taken();
    expect(calls.length).toBe(30);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(30);
  });

  test("the turn of one that died is taken over, and what it had sent but not noted is sent under the same id", async () => {
    const { webhook: made } = await webhook();
    await company("Killed");
    await house.send();
    const [first] = receiver.taken();
    // As a kill between the call and its note leaves things: the turn is taken, the delivery still waits.
    await house.rows("update webhook_deliveries set state = 'waiting', attempts = 0, next_try_at = now()");
    await house.rows("update webhook_sender set holder = uuid_v7(), until = now() + interval '1 hour'");
    await house.send();
    expect(receiver.taken()).toEqual([]);
    await house.rows("update webhook_sender set until = now() - interval '1 second'");
    await house.send();
    expect(receiver.taken().map(({ id }) => id)).toEqual([first?.id]);
    expect(await logOf(made.id)).toMatchObject([{ state: "delivered" }]);
  });
});

describe("where a call may go", () => {
  test("a receiver that leads elsewhere is not followed", async () => {
    const inside = await openReceiver();
    const { webhook: made } = await webhook();
    receiver.answer = (reply) =>
      void reply.writeHead(307, { location: inside.address }).end("secret of the inside");
    await company("Led on");
    await house.send();
    const [delivery] = await logOf(made.id);
    expect(delivery).toMatchObject({ state: "waiting", last: { status: 307 } });
    expect((await detailOf(delivery.id)).tries[0].answer).toBeNull();
    expect(inside.calls).toEqual([]);
    await inside.close();
  });

  test("an address that has become one of the own network is not called, and nothing of it is kept (CVE-2026-34719, CVE-2026-56227)", async () => {
    const { webhook: made } = await webhook();
    const allowed = house.runtime.settings.egressAllow;
    Object.assign(house.runtime.settings, { egressAllow: readAllowances("") });
    await company("Moved inside");
    await house.send();
    const tested = await house.say("POST", `/api/webhooks/${made.id}/test`);
    Object.assign(house.runtime.settings, { egressAllow: allowed });
    expect(receiver.taken()).toEqual([]);
    const [test, delivery] = await logOf(made.id);
    expect(delivery).toMatchObject({ state: "waiting", last: { status: null, failure: "address" } });
    expect((await detailOf(delivery.id)).tries[0].answer).toBeNull();
    expect(tested.body).toMatchObject({
      id: test.id,
      state: "failed",
      tries: [{ failure: "address", answer: null }],
    });
  });

  test("of an answer a kilobyte is kept, as text", async () => {
    const { webhook: made } = await webhook();
    receiver.answer = (reply) => void reply.writeHead(200).end(`begins\u0000\u001b[31m${"é".repeat(5_000)}`);
    const tested = await house.say("POST", `/api/webhooks/${made.id}/test`);
    const [{ answer }] = tested.body.tries;
    expect(answer).toMatch(/^begins \[31mé+$/);
    expect(answer.length).toBe(1024);
    expect(receiver.taken()[0]?.message).toMatchObject({
      type: "webhook.test",
      data: { webhook: { id: made.id, name: "Warehouse" } },
    });
  });
});

test("headers go along, and what the specification says cannot be overwritten", async () => {
  const { webhook: made } = await webhook(receiver.address, {
    headers: [{ name: "Authorization", value: "Bearer receivers-own" }],
  });
  await house.say("POST", `/api/webhooks/${made.id}/test`);
  const [call] = receiver.taken();
  expect(call?.headers).toMatchObject({
    authorization: "Bearer receivers-own",
    host: `127.0.0.1:${receiver.port}`,
    "content-type": "application/json",
  });
});

test("while a secret is exchanged, both count", async () => {
  const { webhook: made, secret: before } = await webhook();
  const { secret: after } = (await house.say("POST", `/api/webhooks/${made.id}/secret`)).body;
  await house.say("POST", `/api/webhooks/${made.id}/test`);
  const [call] = receiver.taken();
  expect(call?.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
  receiver.verify(before, call!);
  receiver.verify(after, call!);
  await house.rows("update webhooks set previous_secret_until = now() - interval '1 second'");
  await house.say("POST", `/api/webhooks/${made.id}/test`);
  const [later] = receiver.taken();
  receiver.verify(after, later!);
  expect(() => receiver.verify(before, later!)).toThrow();
});

test("the log is kept for thirty days, but what still waits stays", async () => {
  const { webhook: made } = await webhook();
  await company("Old and done");
  await house.send();
  receiver.answer = (reply) => void reply.writeHead(500).end();
  await company("Old and waiting");
  await house.send();
  await house.rows("update webhook_deliveries set created_at = now() - interval '31 days'");
  const { sweepWebhookLog } = await import("./sweeping.ts");
  await sweepWebhookLog(house.runtime);
  expect(await logOf(made.id)).toMatchObject([{ state: "waiting" }]);
});
