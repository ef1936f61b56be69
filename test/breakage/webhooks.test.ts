import { afterAll, beforeAll, expect, test } from "vitest";
import { openReceiver, type Receiver } from "../../src/modules/exchange/testing/receiver.ts";
import { type Installation, openInstallation, within } from "./installation.ts";

const companies = 80;

let rapport: Installation;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await openReceiver();
  rapport = await openInstallation({ RAPPORT_EGRESS_ALLOW: `127.0.0.1:${receiver.port}` });
  await rapport.start();
});

afterAll(async () => {
  await rapport?.end();
  await receiver?.close();
});

test("killed while it tells, Rapport tells everything, and what it tells twice under the same id", async () => {
  let unanswered = 0;
  let everUnanswered = 0;
  let answers = true;
  receiver.answer = (reply) => {
    if (answers) return void reply.writeHead(204).end();
    unanswered++;
    everUnanswered++;
  };
  const secret = await makeWebhook();
  const made: string[] = [];
  const write = async (name: string): Promise<void> => {
    const answer = await rapport.ask("POST", "/api/companies", { name });
    if (answer.status === 201) made.push(((await answer.json()) as { id: string }).id);
  };
  for (const kill of [1, 2]) {
    answers = kill > 1;
    unanswered = 0;
    for (let index = 0; index < companies / 2; index++) {
      await write(`Company ${kill} ${index}`);
      answers = kill > 1 && index < companies / 4;
    }
    // Calls are under way, and nobody has noted yet what became of them.
    await within(60, () => unanswered > 0);
    await rapport.kill();
    answers = true;
    await rapport.start();
  }
  await within(90, async () => {
    const [left] = await rapport.rows<{ waiting: number; heard: boolean }>(
      `select (select count(*)::int from webhook_deliveries where state = 'waiting') as waiting,
        not exists (select from events e, event_cursors c where c.subscriber = 'exchange.webhooks'
          and (e.transaction, e.sequence) > (c.transaction, c.sequence)) as heard`,
    );
    return left?.heard && left.waiting === 0;
  });
  const calls = receiver.taken();
  for (const call of calls) receiver.verify(secret, call);
  const told = Map.groupBy(calls, ({ message }) => message.data.records[0].id as string);
  expect(made.length).toBe(companies);
  expect(made.filter((id) => !told.has(id))).toEqual([]);
  const idsOf = (some: readonly { id: string }[]) => new Set(some.map(({ id }) => id)).size;
  expect([...told.values()].filter((some) => idsOf(some) !== 1)).toEqual([]);
  // No more than what nobody answered, and what was answered when it was killed, but not noted: four calls at once.
  expect(calls.length - told.size).toBeLessThanOrEqual(everUnanswered + 8);
  expect(calls.length - told.size).toBeGreaterThan(0);
});

async function makeWebhook(): Promise<string> {
  const [role] = await rapport.rows<{ id: string }>("select id from roles where key = 'administrator'");
  const answer = await rapport.ask("POST", "/api/webhooks", {
    name: "Warehouse",
    address: receiver.address,
    topics: [{ object: "company", events: ["created"] }],
    payload: "ids",
    role_id: role?.id,
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return ((await answer.json()) as { secret: string }).secret;
}
