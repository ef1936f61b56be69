import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { addOption, create, get, type Runtime, type Work } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { offerAnswers } from "./offering.ts";
import { useAnswer } from "./using.ts";

let runtime: Runtime;
let maria: TestActor;
let ivan: TestActor;
let mailbox: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database, { name: "Maria Ivanova" });
  ivan = await buildUser(runtime.database, { name: "Ivan Georgiev" });
  await as(maria, (work) => addOption(work, "conversation", "tags", "delivery"));
  const values = { name: "Support", kind: "mailbox", address: "support@vitosha.example", language: "es" };
  mailbox = (await as(maria, (work) => create(work, "channel_account", values))).id;
  const elena = { name: { given: "Elena", family: "Petrova" }, email: "elena@client.example" };
  await as(maria, (work) => create(work, "person", elena));
});

test("answers are offered filled in, those of the customer's language first, and a personal one to its user alone", async () => {
  await canned({
    name: "Greeting",
    body: "Hello {{first_name}},{{if company}} of {{company}},{{end}} I am {{agent}}.",
  });
  await canned({ name: "Saludo", body: "Hola, {{first_name}}:", language: "es" });
  await canned({ name: "Mine", body: "…", user: maria.userId });
  const conversation = await comes();
  const offered = async ({ userId }: TestActor, search = "") => {
    const actor = await runtime.actorOf(userId);
    if (!actor) throw new Error("nobody");
    const offer = (work: Work) => offerAnswers(work, conversation, search);
    return (await runtime.run(actor, "screen", offer)).data;
  };
  expect((await offered(maria)).map(({ name, body }) => [name, body])).toEqual([
    ["Saludo", "Hola, Elena:"],
    ["Mine", "…"],
    ["Greeting", "Hello Elena, I am Maria Ivanova."],
  ]);
  expect((await offered(ivan, "i")).map(({ name }) => name)).toEqual(["Greeting"]);
});

test("a text that cannot be filled in is refused when it is written down", async () => {
  await expect(canned({ name: "Broken", body: "Dear {{password}}" })).rejects.toMatchObject({
    code: "merge_text_invalid",
  });
});

test("a macro answers, tags, takes and closes in one step, or does nothing", async () => {
  const conversation = await comes();
  const macro = await canned({
    name: "Done",
    body: "It is on its way.",
    tags: ["delivery"],
    takes: true,
    closes: true,
  });
  await as(ivan, (work) => useAnswer(work, { runtime, adapterOf: () => sends }, macro, at(conversation)));
  expect(await as(maria, (work) => get(work, "conversation", conversation))).toMatchObject({
    state: "closed",
    tags: ["delivery"],
    owner: { title: "Ivan Georgiev" },
    preview: "It is on its way.",
  });
  const taken = await comes();
  const long = { ...sends, abilities: { ...sends.abilities, length: 3 } };
  await expect(
    as(ivan, (work) => useAnswer(work, { runtime, adapterOf: () => long }, macro, at(taken))),
  ).rejects.toMatchObject({ code: "field_too_long" });
  const { rows } = await sql`select state, owner_id, tags from conversations where id = ${taken}`.execute(
    runtime.database,
  );
  expect(rows).toEqual([{ state: "open", owner_id: null, tags: [] }]);
});

const at = (conversation: string) => ({ conversation, files: [] });

// It only says what it takes: nothing is handed over here.
const sends: ChannelAdapter = {
  kind: "mailbox",
  abilities: {
    html: true,
    subject: true,
    recipients: true,
    files: 1,
    length: 10_000,
    delivered: false,
    read: false,
    answersWithin: null,
    begins: true,
  },
  read: async () => null,
  send: async () => ({ state: "sent" }),
};

async function canned(values: Readonly<Record<string, unknown>>): Promise<string> {
  return (await as(maria, (work) => create(work, "canned_answer", values))).id;
}

async function comes(): Promise<string> {
  const account = await accountOf(runtime.database, mailbox);
  const { conversation } = await runtime.runAsSystem((work) =>
    takeIn(work, account, {
      kind: "message",
      at: new Date(),
      from: { value: "elena@client.example" },
      subject: "Order 17",
      body: "Where is my order?",
      belongsTo: [],
      keys: [],
    }),
  );
  return conversation;
}

function as<T>(actor: TestActor, capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(actor, "screen", capability);
}
