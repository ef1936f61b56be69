import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { create, get, type Runtime, update, type Work } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import { claimConversation } from "../conversations/assigning.ts";
import { closeConversation } from "../conversations/moving.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { changePresence } from "./presence.ts";
import { hoursOf, opensAt, setHours } from "./hours.ts";
import { outsideIsAnswered } from "./outside-answer.ts";
import { routeWaiting, routingOf } from "./routing.ts";

let runtime: Runtime;
let maria: TestActor;
let ivan: TestActor;
let queue: string;
let mailbox: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database, { name: "Maria Ivanova" });
  ivan = await buildUser(runtime.database, { name: "Ivan Georgiev" });
  const values = { name: "Orders", routing: "least_loaded", weight: 2 };
  queue = (await as(maria, (work) => create(work, "queue", values))).id;
  const account = { name: "Support", kind: "mailbox", queue };
  mailbox = (await as(maria, (work) => create(work, "channel_account", account))).id;
  await as(maria, (work) => create(work, "agent", { user: maria.userId, capacity: 6 }));
  await as(maria, (work) =>
    create(work, "agent", { user: ivan.userId, capacity: 4, languages: ["en", "bg"] }),
  );
});

test("what waits comes to who is there, speaks the language and has the least to do, with the reason; nobody gets more than they can take", async () => {
  const waiting = [
    await comes("bg"),
    await comes("bg"),
    await comes("es"),
    await comes("bg"),
    await comes("bg"),
  ];
  expect(await routeWaiting(runtime)).toBe(0);
  await as(maria, (work) => changePresence(work, { state: "available" }));
  await as(ivan, (work) => changePresence(work, { state: "available" }));
  expect(await routeWaiting(runtime)).toBe(5);
  const owners = await Promise.all(waiting.map(ownerOf));
  expect(owners.filter((owner) => owner === "Maria Ivanova")).toHaveLength(3);
  expect(owners[2]).toBe("Maria Ivanova");
  const { routing } = await as(maria, (work) => routingOf(work, waiting[2] ?? ""));
  expect(routing).toMatchObject({ queue: "Orders", language: "es", capacity: 6, others: 0, weight: 2 });
  const late = await comes("bg");
  expect(await routeWaiting(runtime)).toBe(0);
  const ofIvan = waiting[owners.indexOf("Ivan Georgiev")] ?? "";
  await as(ivan, (work) => closeConversation(work, ofIvan));
  expect(await routeWaiting(runtime)).toBe(1);
  expect(await ownerOf(late)).toBe("Ivan Georgiev");
});

test("who is away is given nothing, nor who lacks a skill that the queue asks for", async () => {
  await as(maria, (work) => update(work, "queue", queue, { routing: "manual" }));
  const id = await comes("en");
  await routeWaiting(runtime);
  expect(await ownerOf(id)).toBeUndefined();
  await as(ivan, (work) => changePresence(work, { state: "away" }));
  await as(maria, (work) => update(work, "queue", queue, { routing: "least_loaded", weight: 1 }));
  await as(maria, (work) => changePresence(work, { state: "away" }));
  expect(await routeWaiting(runtime)).toBe(0);
});

test("of many who take many at once each thing has one owner", async () => {
  const waiting = await Promise.all(Array.from({ length: 12 }, () => comes("en")));
  const agents = [maria, ivan, await buildUser(runtime.database), await buildUser(runtime.database)];
  const taken = await Promise.all(
    waiting.map((id) =>
      Promise.allSettled(agents.map((agent) => as(agent, (work) => claimConversation(work, id)))),
    ),
  );
  for (const outcomes of taken)
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("outside of its hours a queue gives out nothing and says so once, in the language of who wrote, until it opens", async () => {
  await sql`update agents set capacity = 100 where user_id = ${ivan.userId}`.execute(runtime.database);
  await as(ivan, (work) => changePresence(work, { state: "available" }));
  const { day, open } = hoursAround(new Date());
  const outside = { en: "We are back in the morning.", bg: "Ще се върнем сутринта." };
  const closed = [{ day: (day % 7) + 1, from: "09:00", to: "18:00" }];
  const shown = await as(maria, (work) => setHours(work, queue, { hours: closed, outside }));
  expect(Date.parse(shown.opens_at ?? "")).toBeGreaterThan(Date.now());
  const [first, again, machine] = [await said("bg", "k"), await said("bg", "k"), await said("en", "", true)];
  const forged = await said("en");
  await sql`update messages set details = '{"sender_check":"failed"}' where id = ${forged}`.execute(
    runtime.database,
  );
  for (const message of [first, first, again, machine, forged]) await answerOutside(message);
  const subject = "В момента не сме на линия";
  expect(await answers()).toEqual([{ subject, body: outside.bg, automatic: true, state: "queued" }]);
  expect(await routeWaiting(runtime)).toBe(0);
  await as(maria, (work) => setHours(work, queue, { hours: open, outside }));
  expect((await as(maria, (work) => hoursOf(work, queue))).opens_at).toBeNull();
  await answerOutside(await said("en"));
  expect(await answers()).toHaveLength(1);
  expect(await routeWaiting(runtime)).toBeGreaterThan(0);
  const turned = [{ day: 1, from: "18:00", to: "09:00" }];
  await expect(as(maria, (work) => setHours(work, queue, { hours: turned, outside }))).rejects.toMatchObject({
    code: "field_invalid",
  });
});

test("a queue opens at its next hour by the clock on the wall, also over a change of the clock", () => {
  const hours = [
    { day: 1, from: "09:00", to: "13:00" },
    { day: 1, from: "14:00", to: "18:00" },
  ];
  const opens = (now: string) => opensAt(hours, new Date(now), "Europe/Sofia")?.toISOString();
  expect(opens("2026-11-23T11:30:00Z")).toBe("2026-11-23T12:00:00.000Z");
  expect(opens("2026-11-23T08:00:00Z")).toBeUndefined();
  expect(opens("2026-10-19T16:00:00Z")).toBe("2026-10-26T07:00:00.000Z");
});

/** Today as a queue in Sofia counts it, and hours that have it open all day. */
function hoursAround(now: Date) {
  const day = new Date(now.toLocaleString("en-US", { timeZone: "Europe/Sofia" })).getDay() || 7;
  return { day, open: [{ day, from: "00:00", to: "24:00" }] };
}

async function answerOutside(message: string): Promise<void> {
  await outsideIsAnswered.hear(runtime, {
    name: "channels.message_received",
    object: "message",
    records: [message],
    sequence: "1",
    at: new Date().toISOString(),
    actorId: null,
  });
}

async function answers() {
  const { rows } =
    await sql`select subject, body, automatic, state from messages where direction = 'out'`.execute(
      runtime.database,
    );
  return rows;
}

// Who writes as fast as a machine is answered by none.
let writers = 0;

async function said(language: string, key = "", automatic = false): Promise<string> {
  return (await come({ language, key, automatic })).message;
}

async function comes(language: string): Promise<string> {
  return (await come({ language })).conversation;
}

async function come({
  language,
  key = "",
  automatic = false,
}: {
  language: string;
  key?: string;
  automatic?: boolean;
}) {
  const account = await accountOf(runtime.database, mailbox);
  return runtime.runAsSystem((work) =>
    takeIn(work, account, {
      kind: "message",
      at: new Date(),
      from: { value: `writer${++writers}@else.example` },
      body: "Where is my order?",
      language,
      automatic,
      belongsTo: key ? [key] : [],
      keys: key ? [key] : [],
    }),
  );
}

async function ownerOf(conversation: string): Promise<string | undefined> {
  const { owner } = (await as(maria, (work) => get(work, "conversation", conversation))) as unknown as {
    owner: { title: string } | null;
  };
  return owner?.title;
}

function as<T>(actor: TestActor, capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(actor, "screen", capability);
}
