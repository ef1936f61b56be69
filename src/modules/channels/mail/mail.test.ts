import { sql } from "kysely";
import { beforeAll, expect, test, vi } from "vitest";
import { resolveActor } from "#platform";
import { create, get, type Work } from "#records";
import type { StoredEvent } from "#kernel/event";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime, type TestRuntime } from "../../../../test/harness.ts";
import { openMailServer } from "../../platform/testing/mail-server.ts";
import { adapterOf } from "../adapters.ts";
import { answeringOf } from "../messages/answering.ts";
import { beginConversation } from "../conversations/beginning.ts";
import { closeConversation } from "../conversations/moving.ts";
import { writeMessage } from "../messages/writing.ts";
import { sendDue } from "../sending/outbox.ts";
import { keepArrivals } from "../taking-in/receipts.ts";
import { settleReceipt } from "../taking-in/settling.ts";
import { receiptIsConfirmed } from "./automatic/confirming.ts";
import { bouncesAreHeard } from "./bounces/marking.ts";
import { keepMailbox } from "./connecting/stored-connection.ts";
import { sendingBy } from "./testing/sending-settings.ts";
import { openedMail } from "./opening/opened-mail.ts";
import { isAutomatic as isOfMachine } from "./reading/automatic.ts";
import { parseMail } from "./reading/parsing.ts";
import { addressesOf } from "./threading/belonging.ts";
import { numberConversation, numbered } from "./threading/numbers.ts";
import { messageIdOf } from "./threading/message-ids.ts";
import { replyAddress } from "./threading/reply-addresses.ts";

let runtime: TestRuntime;
let maria: TestActor;
let support: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor, settings: { egressAllow: [{ host: "127.0.0.1" }] } });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
  support = await mailbox({
    name: "Support",
    address: "support@vitosha.example",
    signature: "Vitosha Ltd.\n+359 2 1",
  });
});

test("an answer finds its conversation by the address that we signed, by our id, and by any id named before; a subject alone does not", async () => {
  const { conversation, message } = await weWrite("elena@client.example", "Your order");
  const address = replyAddress(runtime.settings, "support@vitosha.example", message) ?? "";
  expect(await comes({ from: "elena@home.example", to: address, subject: "Other words" })).toBe(conversation);
  const id = messageIdOf(runtime.settings, message);
  expect(await comes({ id: "a@client", references: `<${id}>` })).toBe(conversation);
  // A colleague of hers answers what she wrote, and names a mail that never came here.
  expect(
    await comes({ id: "b@client", inReplyTo: "<a@client>", references: "<lost@client> <a@client>" }),
  ).toBe(conversation);
  expect(await comes({ inReplyTo: "<lost@client>" })).toBe(conversation);
  expect(await comes({ subject: "Re: Your order" })).not.toBe(conversation);
});

test("an address and an id that somebody made up lead nowhere", async () => {
  const { conversation, message } = await weWrite("ivan@client.example", "Offer");
  const address = madeUp(replyAddress(runtime.settings, "support@vitosha.example", message) ?? "");
  expect(await comes({ to: address })).not.toBe(conversation);
  const id = madeUp(messageIdOf(runtime.settings, message));
  expect(await comes({ inReplyTo: `<${id}>` })).not.toBe(conversation);
});

test("a stranger with the number of a conversation does not join it, who takes part does", async () => {
  const conversation = await comes({ from: "boris@client.example", subject: "It is broken" });
  await runtime.runAsSystem((work) => numberConversation(work, conversation, "T-17"));
  expect(await numbered(runtime.database, conversation, "It is broken")).toBe("[#T-17] It is broken");
  expect(await numbered(runtime.database, conversation, "Re: [#T-17] It is broken")).toBe(
    "Re: [#T-17] It is broken",
  );
  expect(await comes({ from: "eve@evil.example", subject: "Re: [#T-17] It is broken" })).not.toBe(
    conversation,
  );
  // In their name, and to be answered elsewhere.
  const forged = { from: "boris@client.example", subject: "Re: [#T-17]", head: "Reply-To: eve@evil.example" };
  const elsewhere = await comes(forged);
  expect(elsewhere).not.toBe(conversation);
  const server = await openMailServer();
  await connect(support, server.url);
  await comes({ ...forged, id: "b1@client" });
  await answer(await comes({ ...forged, inReplyTo: "<b1@client>", id: "b2@client" }), "To whom?");
  expect(server.letters.at(-1)?.to).toEqual(["boris@client.example"]);
  expect(await comes({ from: "boris@client.example", subject: "Re: [#T-17] It is broken" })).toBe(
    conversation,
  );
});

test("a form of some site is answered where it says, in the name of a customer nobody is", async () => {
  const server = await openMailServer();
  await connect(support, server.url);
  await as((work) => create(work, "person", { name: { given: "Zina" }, email: "zina@client.example" }));
  const head = "Reply-To: ivan@home.example";
  const asks = await comes({ from: "noreply@shop.example", id: "f1@shop", head });
  const forged = await comes({ from: "zina@client.example", id: "f2@shop", head });
  const place = (conversation: string) => as((work) => answeringOf(work, adapterOf, conversation));
  expect([(await place(asks)).answering?.to, (await place(forged)).answering?.to]).toEqual([
    ["ivan@home.example"],
    null,
  ]);
  await answer(asks, "In stock");
  expect(server.letters.at(-1)?.to).toEqual(["ivan@home.example"]);
  await answer(forged, "Yours");
  expect(server.letters.at(-1)?.to).toEqual(["zina@client.example"]);
});

test("however a mail is padded, what marks it as that of a machine and the address that we signed are found", async () => {
  const padding = (bytes: number) => "X-Padding: nothing at all\r\n".repeat(Math.ceil(bytes / 27));
  const heads = [
    padding(700_000),
    `X-Padding: ${"a ".repeat(400_000)}\r\n`,
    "Delivered-To: somebody@else.example\r\n".repeat(20_000),
    // Each of them tells something, and all of them together are more than any head may have.
    [
      "To",
      "Cc",
      "Reply-To",
      "Sender",
      "References",
      "In-Reply-To",
      "Return-Path",
      "X-Original-To",
      "List-Id",
      "Envelope-To",
    ]
      .map((name) => `${name}: ${"x".repeat(7_900)}@else.example\r\n`.repeat(10))
      .join(""),
  ];
  for (const [at, head] of heads.entries()) {
    const raw = Buffer.from(
      `Delivered-To: support+reply-x@vitosha.example\r\n${head}X-Rapport-Automatic: yes\r\nFrom: other@rapport.example\r\nTo: support@vitosha.example\r\nMessage-ID: <padded${at}@x>\r\nSubject: Padded\r\n\r\nHello`,
    );
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({ subject: "Padded", from: { address: "other@rapport.example" } });
    expect(isOfMachine(mail, "other@rapport.example")).toBe(true);
    expect(addressesOf(mail)[0]).toBe("support+reply-x@vitosha.example");
  }
  const many = Array.from({ length: 500 }, (_, at) => `a${at}@else.example`).join(",\r\n ");
  const mail = await parseMail(
    Buffer.from(
      `Delivered-To: support+reply-x@vitosha.example\r\nFrom: a@b.example\r\nTo: ${many}\r\n\r\nHello`,
    ),
  );
  expect(addressesOf(mail)).toContain("support+reply-x@vitosha.example");
});

test("whom the receiving server does not believe joins by no number and draws no answer; below its own line anybody may write what they like", async () => {
  const server = await openMailServer();
  const trusting = await mailbox({ name: "Trusting", address: "trusting@vitosha.example" });
  await connect(trusting, server.url, { trusts: "mx.vitosha.example" });
  const says = (result: string, by = "mx.vitosha.example") =>
    `Authentication-Results: ${by}; dmarc=${result} header.from=client.example`;
  const sender = "Radka <radka@client.example>";
  const first = { id: "r1@client", from: sender, head: `${says("pass")}\r\nReply-To: radka@home.example` };
  const conversation = (await comesBy(trusting, first)) ?? "";
  await runtime.runAsSystem((work) => numberConversation(work, conversation, "T-19"));
  expect(await comesBy(trusting, { from: sender, subject: "[#T-19]", head: says("pass") })).toBe(
    conversation,
  );
  const forged = { from: sender, subject: "[#T-19]", head: says("fail") };
  expect(await comesBy(trusting, forged)).not.toBe(conversation);
  expect(await comesBy(trusting, { ...forged, head: says("none") })).not.toBe(conversation);
  expect(
    await comesBy(trusting, { ...forged, id: "r2@client", head: `${says("fail")}\r\n${says("pass")}` }),
  ).not.toBe(conversation);
  expect(await detailsOf("r2@client")).toMatchObject({ sender_check: "failed" });
  await comesBy(trusting, { id: "r3@client", head: says("pass", "mx.evil.example") });
  expect(await detailsOf("r3@client")).not.toHaveProperty("sender_check");
  expect(await detailsOf("r1@client")).toMatchObject({ sender_check: "verified" });
  // What was handed on counts as it came to who did so, where the server found their seals whole and they are believed.
  const handed = (arc: string, by: string) =>
    [
      `Authentication-Results: mx.vitosha.example; dmarc=fail header.from=client.example; arc=${arc}`,
      `ARC-Seal: i=1; a=rsa-sha256; cv=none; d=${by}; s=s; b=x`,
      `ARC-Message-Signature: i=1; a=rsa-sha256; d=${by}; s=s; h=from; bh=x; b=x`,
      "ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=client.example",
    ].join("\r\n");
  for (const [at, [arc, by, check]] of (
    [
      ["pass", "google.com", "verified"],
      ["pass", "evil.example", "failed"],
      ["fail", "google.com", "failed"],
    ] as const
  ).entries()) {
    await comesBy(trusting, { id: `a${at}@client`, from: sender, head: handed(arc, by) });
    expect(await detailsOf(`a${at}@client`)).toMatchObject({ sender_check: check });
  }
  // Who is spoken with says where to be answered; who knows an id of theirs does not.
  await answer(conversation, "One");
  expect(server.letters.at(-1)?.to).toEqual(["radka@home.example"]);
  await comesBy(trusting, {
    id: "r4@evil",
    from: "eve@evil.example",
    inReplyTo: "<r1@client>",
    head: "Reply-To: eve@other.example",
  });
  expect(await detailsOf("r4@evil")).toMatchObject({ newcomer: true });
  expect(await detailsOf("r1@client")).not.toHaveProperty("newcomer");
  await answer(conversation, "Two");
  expect(server.letters.at(-1)?.to).toEqual(["radka@client.example"]);
});

test("a mail of a server of one's own comes back to an address that tells which it was, whatever the bounce says", async () => {
  const server = await openMailServer();
  await connect(support, server.url);
  Object.assign(runtime.settings, { mailListen: { protocol: "smtp", host: "127.0.0.1", port: 1 } });
  const { message } = await weWrite("lost@client.example", "Your order");
  await goOut();
  delete (runtime.settings as { mailListen?: unknown }).mailListen;
  const path = server.letters.at(-1)?.from ?? "";
  expect(path).toMatch(/^support\+reply-/);
  const bounce = {
    from: "MAILER-DAEMON@mx.client.example",
    to: path,
    subject: "Undelivered Mail Returned to Sender",
    head: "Return-Path: <>",
  };
  const said = await receives({ ...bounce, body: "550 5.1.1 <lost@client.example>: user unknown" });
  await heard(said?.message ?? "", { automatic: true, conversation: said?.conversation ?? "" });
  expect(await stateOf(message)).toMatchObject({ state: "bounced" });
});

test("who names the id of a mail that is carried on draws nothing away", async () => {
  const conversation = await comes({ id: "kept@client", from: "vera@client.example" });
  await comes({ id: "kept@client", from: "eve@evil.example", body: "Mine now" });
  expect(await comes({ inReplyTo: "<kept@client>", from: "vera@client.example" })).toBe(conversation);
});

test("one mail to two mailboxes of all is one message; in a personal one it is its user's alone", async () => {
  const sales = await mailbox({ name: "Sales", address: "sales@vitosha.example" });
  const own = await mailbox({ name: "Maria", address: "maria@vitosha.example", user: maria.userId });
  const words = { id: "both@client", from: "nina@client.example", body: "To all of you" };
  const first = await comes(words);
  expect(await comesBy(sales, words)).toBeNull();
  const personal = await comesBy(own, words);
  expect(personal).not.toBeNull();
  expect(personal).not.toBe(first);
  // Twice in one mailbox is twice.
  expect(await comes({ ...words })).toEqual(expect.any(String));
});

test("machines are known by their heads: they wait for nobody, open nothing, and are not answered", async () => {
  const conversation = await comes({ id: "m1@client", from: "zoya@client.example" });
  await as((work) => closeConversation(work, conversation));
  await comes({
    inReplyTo: "<m1@client>",
    from: "zoya@client.example",
    head: "Auto-Submitted: auto-replied",
  });
  expect(await read(conversation)).toMatchObject({ state: "closed", waiting_since: null });
  await comes({ inReplyTo: "<m1@client>", from: "zoya@client.example" });
  expect(await read(conversation)).toMatchObject({ state: "open" });
});

test("an answer stands behind what it answers, whatever its clock says", async () => {
  const server = await openMailServer();
  await connect(support, server.url);
  const conversation = await comes({ from: "early@client.example" });
  const message = await answer(conversation, "Which colour?");
  const id = messageIdOf(runtime.settings, message);
  const early = new Date(Date.now() - 60_000).toUTCString();
  await comes({ from: "early@client.example", inReplyTo: `<${id}>`, head: `Date: ${early}`, body: "Oak" });
  expect(await read(conversation)).toMatchObject({ preview: "Oak" });
});

test("that a letter was opened is noticed of who consents, and as long as they do", async () => {
  const server = await openMailServer();
  await connect(support, server.url, { noticesOpening: true });
  const consent = { purpose: "profiling", channel: "email", basis: "consent", source: "a call" };
  const party = (
    await as(async (work) => {
      const person = await create(work, "person", { name: { given: "Nina" }, email: "nina@client.example" });
      await create(work, "consent", { ...consent, party: person.id, given: true });
      return person;
    })
  ).id;
  const conversation = await comes({ from: "nina@client.example" });
  const stranger = await comes({ from: "unasked@client.example" });
  const picture = async (where: string) => {
    const message = await answer(where, "Soon\n<b>");
    const { html = "" } = await parseMail(Buffer.from(server.letters.at(-1)?.raw ?? ""));
    const [, path] = /<img src="[^"]*(\/mail-opened\/[^"]*)"/.exec(html) ?? [];
    return { message, path, html };
  };
  expect((await picture(stranger)).path).toBeUndefined();
  const fetched = async (path = "") => {
    const reader = await openedMail.authenticate(runtime, { authorization: undefined, address: "192.0.2.1" });
    if (!reader) throw new Error("nobody reads");
    const request = { method: "GET", path, query: "", headers: {}, body: "", content: Buffer.alloc(0) };
    return openedMail.answer(runtime, reader, request);
  };
  const [first, second] = [await picture(conversation), await picture(conversation)];
  expect(second.html).toContain("Soon<br>&lt;b&gt;");
  await fetched(first.path?.replace(/.(?=\.gif)/, (last) => (last === "0" ? "1" : "0")));
  expect(await stateOf(first.message)).toMatchObject({ state: "sent" });
  expect(await fetched(first.path)).toMatchObject({ status: 200, headers: { "content-type": "image/gif" } });
  expect(await stateOf(first.message)).toMatchObject({ state: "read" });
  await as((work) => create(work, "consent", { ...consent, party, given: false }));
  await fetched(second.path);
  expect(await stateOf(second.message)).toMatchObject({ state: "sent" });
  expect((await picture(conversation)).path).toBeUndefined();
});

test("a mail goes out with its id and the ids before it, signed; what came back of it marks it, and nobody is written to there again", async () => {
  const server = await openMailServer();
  await connect(support, server.url);
  const person = await as((work) =>
    create(work, "person", { name: { given: "Petra" }, email: "petra@client.example" }),
  );
  const conversation = await comes({ id: "p1@client", from: "petra@client.example", subject: "When?" });
  const message = await answer(conversation, "On Friday.");
  const letter = server.letters.at(-1);
  const id = messageIdOf(runtime.settings, message);
  expect(letter?.to).toEqual(["petra@client.example"]);
  const head = letter?.headers.replace(/\r\n[ \t]+/g, " ");
  expect(head).toContain(`Message-ID: <${id}>`);
  expect(head).toContain("In-Reply-To: <p1@client>");
  expect(head).toMatch(/Reply-To: support\+reply-/);
  expect(head).toContain("Subject: Re: When?");
  expect(letter?.text.replaceAll("\r", "")).toContain("On Friday.\n\n-- \nVitosha Ltd.\n+359 2 1");
  expect(await stateOf(message)).toEqual({ state: "sent", problem: null });
  const bounce = await receives({
    from: "MAILER-DAEMON@mx.client.example",
    subject: "Undelivered Mail Returned to Sender",
    head: "Auto-Submitted: auto-replied",
    body: `petra@client.example: 550 5.1.1 User unknown\n\nMessage-ID: <${id}>\n`,
  });
  expect(bounce?.conversation).toBe(conversation);
  await heard(bounce?.message ?? "", { automatic: true });
  expect(await stateOf(message)).toEqual({ state: "bounced", problem: "hard 5.1.1 petra@client.example" });
  const { rows } =
    await sql`select 1 from contact_points where party_id = ${person.id} and opted_out_at is not null`.execute(
      runtime.database,
    );
  expect(rows).toHaveLength(1);
});

test("a stranger who knows one mail of ours makes us write to nobody less but those whom it went to, and only once", async () => {
  const others = ["lila@client.example", "omar@client.example"];
  for (const email of others) await as((work) => create(work, "person", { name: { given: "Other" }, email }));
  const { message } = await weWrite("lila@client.example", "Offer");
  const id = messageIdOf(runtime.settings, message);
  const complains = async (recipients: readonly string[]) => {
    const complaint = await receives({
      from: "eve@evil.example",
      head: `X-Failed-Recipients: ${recipients.join(", ")}`,
      body: `Feedback-Type: abuse\n\nMessage-ID: <${id}>\n`,
    });
    await heard(complaint?.message ?? "", { automatic: true });
  };
  const gone = async () => {
    const { rows } = await sql<{ value: string }>`
      select normalised as value from contact_points where opted_out_at is not null and normalised = any(${others}::text[])
      order by 1`.execute(runtime.database);
    return rows.map(({ value }) => value);
  };
  await complains(others);
  expect(await gone()).toEqual(["lila@client.example"]);
  await sql`update contact_points set opted_out_at = null where normalised = 'lila@client.example'`.execute(
    runtime.database,
  );
  await complains(others);
  expect(await gone()).toEqual([]);
});

test("however many mails somebody forges in the name of a customer, the customer is heard, and only our machines are silent", async () => {
  const server = await openMailServer();
  await connect(support, server.url, { confirmation: { en: "We have it." } });
  for (let at = 0; at < 25; at++) await receives({ id: `forged${at}@evil`, from: "clara@client.example" });
  const real = await receives({ id: "real@client", from: "clara@client.example", subject: "It burns" });
  expect(await isAutomatic(real?.message ?? "")).toBe(false);
  const conversation = await read(real?.conversation ?? "");
  expect(conversation).toMatchObject({ state: "open", waiting_since: expect.any(String) });
  await heard(real?.message ?? "", {});
  await goOut();
  expect(server.letters.filter(({ to }) => to.includes("clara@client.example"))).toEqual([]);
});

test("what the server refuses is refused, what it puts off is tried again, and of what nobody knows a person decides", async () => {
  const server = await openMailServer({ "no@client.example": 550, "later@client.example": 451 });
  await connect(support, server.url);
  const [no, later] = [await weWrite("no@client.example", "A"), await weWrite("later@client.example", "B")];
  await goOut();
  expect(await stateOf(no.message)).toMatchObject({ state: "refused" });
  expect(await stateOf(later.message)).toMatchObject({ state: "queued" });
  await connect(support, "smtp://127.0.0.1:1026");
  const away = await weWrite("away@client.example", "C");
  await goOut();
  expect(await stateOf(away.message)).toMatchObject({ state: "queued", problem: "unreachable" });
});

test("a machine that confirms our confirmation is answered no more, and where its heads are lost within the cap", async () => {
  const server = await openMailServer();
  await connect(support, server.url, { confirmation: { en: "We have it.", bg: "Получихме го." } });
  const first = await receives({ id: "c0@client", from: "robot@client.example" });
  await heard(first?.message ?? "", {});
  await goOut();
  expect(server.letters).toHaveLength(1);
  const [letter] = server.letters;
  expect(letter?.headers).toContain("Auto-Submitted: auto-replied");
  // The other's confirmation of ours is a machine's.
  const back = await receives({
    raw: letter?.raw
      .replace(/^From:.*$/m, "From: robot@client.example")
      .replace(/^Message-ID:.*$/m, "Message-ID: <c1@client>"),
  });
  await heard(back?.message ?? "", { automatic: true });
  await goOut();
  expect(server.letters).toHaveLength(1);
  // A gateway between the two takes the heads away, and begins a new subject each time.
  for (let at = 0; at < 25; at++) {
    const again = await receives({
      id: `d${at}@client`,
      from: "robot@client.example",
      subject: `Ticket ${at}`,
    });
    const automatic = await isAutomatic(again?.message ?? "");
    await heard(again?.message ?? "", automatic ? { automatic } : {});
  }
  await goOut();
  expect(server.letters).toHaveLength(10);
});

test("broken mails are read as far as they go, and what is none is unreadable", async () => {
  const bare = "From: a@client.example\rSubject: Bare\rMessage-ID: <bare@client>\r\rBody of it\r";
  expect(await receives({ raw: bare })).not.toBeNull();
  expect(await bodyOf("bare@client")).toBe("Body of it");
  const lying = Buffer.concat([
    Buffer.from(
      "From: a@client.example\r\nMessage-ID: <lies@client>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
    ),
    Buffer.from([
      0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xea, 0xee, 0xe3, 0xe4, 0xe0, 0x20, 0xef, 0xf0, 0xe8,
      0xe4, 0xb8, 0xf2, 0x20, 0xe7, 0xe0, 0xea, 0xe0, 0xe7, 0x3f,
    ]),
  ]);
  await receives({ raw: lying });
  expect(await bodyOf("lies@client")).toBe("Привет, когда придёт заказ?");
  await receives({
    raw: `From: a@client.example\r\nMessage-ID: <uu@client>\r\n\r\nSee below.\r\nbegin 644 note.txt\r\n#0V%T\r\n\`\r\nend\r\n`,
  });
  expect(await bodyOf("uu@client")).toBe("See below.");
  expect(await filesOf("uu@client")).toEqual(["note.txt"]);
  const nested = `${"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n".repeat(200)}\r\nx`;
  await receives({
    raw: `From: a@client.example\r\nMessage-ID: <deep@client>\r\nSubject: Deep\r\n${nested}`,
  });
  expect(await detailsOf("deep@client")).toMatchObject({ cut: "broken" });
  const [id] = await keepArrivals(runtime.database, support, [
    { sourceId: "no mail", raw: Buffer.from("\r\n\r\nno mail at all") },
  ]);
  expect(await settleReceipt(runtime, adapterOf, id ?? "")).toBeNull();
  const { rows } =
    await sql`select state, problem, raw is not null as raw from receipts where id = ${id}`.execute(
      runtime.database,
    );
  expect(rows).toEqual([{ state: "unreadable", problem: "no_mail", raw: true }]);
});

test("a mail at which the process ended five times is left as it came, and the others go on", async () => {
  const [id = ""] = await keepArrivals(runtime.database, support, [
    { sourceId: "deadly", raw: rawOf({ id: "deadly@client" }) },
  ]);
  // The end of the process while it reads: nothing that it would do afterwards is done.
  const reads: boolean[] = [];
  const ends = { ...adapterOf("mailbox"), read: () => (reads.push(true), new Promise<never>(() => {})) };
  for (let at = 1; at <= 5; at++) {
    void settleReceipt(runtime, () => ends, id);
    await vi.waitFor(() => expect(reads).toHaveLength(at), { timeout: 10_000 });
  }
  expect(await settleReceipt(runtime, adapterOf, id)).toBeNull();
  const kept = sql<object>`select state, problem, raw is not null as raw from receipts where id = ${id}`;
  expect(await one(kept)).toEqual({ state: "unreadable", problem: "cut_off", raw: true });
});

/** The last digit of what proves it is another. */
const madeUp = (address: string) => address.replace(/.@/, (end) => (end === "0@" ? "1@" : "0@"));

interface Words {
  readonly id?: string;
  readonly from?: string;
  readonly to?: string | undefined;
  readonly subject?: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly head?: string;
  readonly body?: string;
  readonly raw?: string | Buffer | undefined;
}

let arrivals = 0;

function rawOf({
  id,
  from = "elena@client.example",
  to = "support@vitosha.example",
  ...words
}: Words): Buffer {
  return Buffer.from(
    [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${words.subject ?? "Hello"}`,
      ...(id ? [`Message-ID: <${id}>`] : []),
      ...(words.inReplyTo ? [`In-Reply-To: ${words.inReplyTo}`] : []),
      ...(words.references ? [`References: ${words.references}`] : []),
      ...(words.head ? [words.head] : []),
      "",
      words.body ?? "Where is my order?",
    ].join("\r\n"),
  );
}

async function receives(words: Words, account = support) {
  const raw = words.raw === undefined ? rawOf(words) : Buffer.from(words.raw);
  const [id] = await keepArrivals(runtime.database, account, [{ sourceId: `1/${++arrivals}`, raw }]);
  return settleReceipt(runtime, adapterOf, id ?? "");
}

async function comes(words: Words): Promise<string> {
  return (await receives(words))?.conversation ?? "";
}

async function comesBy(account: string, words: Words): Promise<string | null> {
  return (await receives(words, account))?.conversation ?? null;
}

async function mailbox(values: Readonly<Record<string, unknown>>): Promise<string> {
  return (await as((work) => create(work, "channel_account", { kind: "mailbox", ...values }))).id;
}

async function connect(account: string, url: string, more: object = {}): Promise<void> {
  const settings = sendingBy(url, { plusAddresses: true, ...more });
  await runtime.runAsSystem((work) =>
    keepMailbox(work.db, runtime.settings.secret, { account, settings, secrets: {} }),
  );
}

const room = {
  get runtime() {
    return runtime;
  },
  adapterOf,
};

async function weWrite(contact: string, subject: string): Promise<{ conversation: string; message: string }> {
  const { id } = await as((work) =>
    beginConversation(work, room, support, {
      contact,
      subject,
      body: "Dear customer",
      files: [],
      send_at: new Date(0).toISOString(),
    }),
  );
  const { rows } = await sql<{ id: string }>`select id from messages where conversation_id = ${id}`.execute(
    runtime.database,
  );
  return { conversation: id, message: rows[0]?.id ?? "" };
}

async function answer(conversation: string, body: string): Promise<string> {
  const { id } = await as((work) =>
    writeMessage(work, room, conversation, { body, files: [], send_at: new Date(0).toISOString() }),
  );
  await goOut();
  return id;
}

async function goOut(): Promise<void> {
  await sendDue(runtime, adapterOf);
}

async function heard(message: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const event = { records: [message], payload: { account: support, ...payload } } as unknown as StoredEvent;
  for (const { hear } of [bouncesAreHeard, receiptIsConfirmed]) await hear(runtime, event);
}

async function one<T>(query: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  return (await query.execute(runtime.database)).rows[0];
}

const stateOf = (id: string) => one(sql<object>`select state, problem from messages where id = ${id}`);

const bodyOf = async (id: string) =>
  (await one(sql<{ body: string }>`select body from messages where external_id = ${id}`))?.body;

const detailsOf = async (id: string) =>
  (await one(sql<{ details: object }>`select details from messages where external_id = ${id}`))?.details;

const isAutomatic = async (id: string) =>
  (await one(sql<{ automatic: boolean }>`select automatic from messages where id = ${id}`))?.automatic;

async function filesOf(id: string): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select f.name from messages m join message_files mf on mf.message_id = m.id
    join files f on f.id = mf.file_id where m.external_id = ${id}`.execute(runtime.database);
  return rows.map(({ name }) => name);
}

function read(conversation: string) {
  return as((work) => get(work, "conversation", conversation));
}

function as<T>(capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(maria, "screen", capability);
}
