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
  expect(routing).toMatchObject({ queue: "Orders", language: "es", capacity: 6, others: 0 });
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

async function comes(language: string): Promise<string> {
  const account = await accountOf(runtime.database, mailbox);
  const { conversation } = await runtime.runAsSystem((work) =>
    takeIn(work, account, {
      kind: "message",
      at: new Date(),
      from: { value: "somebody@else.example" },
      body: "Where is my order?",
      language,
      belongsTo: [],
      keys: [],
    }),
  );
  return conversation;
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
