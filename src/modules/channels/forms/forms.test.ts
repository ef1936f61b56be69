import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, test, vi } from "vitest";
import { create, get } from "#records";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { openMailServer } from "../../platform/testing/mail-server.ts";
import { adapterOf } from "../adapters.ts";
import { formNames, largestFormFile } from "../contract/form-page.ts";
import { formWords } from "../contract/form-words.ts";
import { type FormSettings, type Question, standardForm } from "../contract/forms.ts";
import { accountOf } from "../accounts/account.ts";
import { hasSaidEnough } from "../mail/automatic/loops.ts";
import { keepMailbox } from "../mail/connecting/stored-connection.ts";
import { sendingBy } from "../mail/testing/sending-settings.ts";
import { parseMail } from "../mail/reading/parsing.ts";
import { sendDue } from "../sending/outbox.ts";
import { keepArrivals } from "../taking-in/receipts.ts";
import { settleReceipt } from "../taking-in/settling.ts";
import { linkOf } from "./consenting/link.ts";
import { mostLetters } from "./public/limits.ts";
import { stampOf } from "./public/stamp.ts";
import { isWithin } from "./within-limits.ts";

const shop = "https://shop.example";
const patience = { timeout: 45_000, interval: 20 };
const standard = standardForm(formWords.en);

let door: FrontDoor;
let form: string;

beforeAll(async () => {
  door = await openFrontDoor();
  Object.assign(door.runtime.settings, { egressAllow: [{ host: "127.0.0.1" }] });
  await ours("POST", "/api/objects/person/fields", { label: { en: "Seats" }, kind: { type: "number" } });
  form = await newForm("Offer", {
    title: "Ask for an offer",
    sites: [shop],
    ticket: true,
    questions: [
      ...standard.questions,
      asked({ key: "seats", type: "number", field: "x_seats", label: "How many of you are there?" }),
      asked({ key: "plan", type: "choice", options: [option("small"), option("large")], required: false }),
      asked({ key: "news", type: "consent", label: "Write to me about what is new.", required: false }),
    ],
  });
});

const elena = {
  name: "Elena Petrova",
  email: "elena@client.example",
  message: "We would like\nan offer",
  seats: "12",
  plan: "large",
  news: "yes",
};

test("what is sent three times is there once: as a message in a conversation, on the timeline of a lead who has what was answered, with the consent as asked", async () => {
  const id = randomUUID();
  const page = `${shop}/offers?utm_source=news&utm_campaign=spring`;
  const sent = () => send(form, { ...elena, [formNames.id]: id, [formNames.page]: page });
  for (const answer of await Promise.all([sent(), sent(), sent()]))
    expect([answer.statusCode, answer.json()]).toEqual([200, { goes_on: null }]);
  const [said, ...others] = await messagesOf(form);
  expect(others).toEqual([]);
  expect(said).toMatchObject({
    kind: "form",
    subject: "Ask for an offer",
    sender: "elena@client.example",
    body: [
      "Your name: Elena Petrova",
      "Your email address: elena@client.example",
      "Your message:\nWe would like\nan offer",
      "How many of you are there? 12",
      "plan: LARGE",
      "☑ Write to me about what is new.",
    ].join("\n"),
    details: { page, campaign: { source: "news", campaign: "spring" } },
    channel: "web_form",
    interactions: 1,
  });
  const lead = await door.runtime.runAsSystem((work) => get(work, "person", said?.party ?? ""));
  expect(lead).toMatchObject({ roles: ["lead"], email: "elena@client.example", x_seats: 12 });
  // Whose address it is has not said so yet.
  expect(await consentsOf(said?.party ?? "")).toEqual([]);
  expect((await ask("GET", `/api/parties/${said?.party}/consents/current`)).json()).toMatchObject({
    data: [],
    asked: [
      { purpose: "marketing", channel: "email", address: elena.email, source: "Offer", written: false },
    ],
  });
  const told = await sql<{ payload: object }>`
    select payload from events where name = 'channels.form_submitted' and ${said?.conversation}::text = any(records::text[])`.execute(
    door.runtime.database,
  );
  expect(told.rows).toEqual([{ payload: expect.objectContaining({ ticket: true, account: form }) }]);
  // What was corrected after going back is another thing.
  await send(form, { ...elena, message: "Make it two", [formNames.id]: id });
  expect(await messagesOf(form)).toHaveLength(2);
});

test("what is sent becomes a ticket of the type, the priority and the queue that the form names", async () => {
  const { id: queue } = (await ours("POST", "/api/queues", { name: "Repairs" })) as { id: string };
  const wished = { type: "incident", priority: "urgent", queue };
  const repairs = await newForm("Repairs", { ticket: wished });
  await send(repairs, { name: "Petar", email: "petar@client.example", message: "It does not start" });
  const tickets = async () =>
    (
      await sql`select type, priority, queue_id as queue from tickets where description like '%It does not start%'`.execute(
        door.runtime.database,
      )
    ).rows;
  await expect.poll(tickets, patience).toEqual([wished]);
  // A priority that is none makes a ticket all the same.
  const odd = await newForm("Odd", { ticket: { type: "incident", priority: "at once", queue } });
  await send(odd, { name: "Petar", email: "petar@client.example", message: "It does not start either" });
  const others = async () =>
    (
      await sql`select type, queue_id as queue from tickets where description like '%not start either%'`.execute(
        door.runtime.database,
      )
    ).rows;
  await expect.poll(others, patience).toEqual([{ type: "incident", queue }]);
  const nowhere = written("Nowhere", { ticket: { ...wished, queue: randomUUID() } });
  expect((await ask("POST", "/api/forms", nowhere)).json()).toMatchObject({
    code: "link_not_found",
    field: "ticket.queue",
  });
});

test("who is known is changed by nobody who types their address, and a refusal stands; the answer tells nothing of it", async () => {
  const party = await door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "person", { name: { given: "Boris" }, email: "boris@client.example" });
    await create(work, "consent", {
      party: id,
      purpose: "marketing",
      channel: "any",
      given: false,
      basis: "consent",
      source: "a call",
    });
    return id;
  });
  const known = await send(form, { ...elena, email: "boris@client.example", name: "Eve" });
  const unknown = await send(form, { ...elena, email: "nobody@client.example", name: "Eve" });
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  const [said] = (await messagesOf(form)).filter(({ sender }) => sender === "boris@client.example");
  expect(said?.party).toBe(party);
  const still = await door.runtime.runAsSystem((work) => get(work, "person", party));
  expect(still).toMatchObject({ name: { full: "Boris" }, x_seats: null });
  expect(await consentsOf(party)).toEqual([expect.objectContaining({ given: false })]);
});

test("whose it is a person says: what was consented to is theirs from then on", async () => {
  const waiting = await newForm("Waiting", {
    questions: [
      asked({ key: "phone", type: "phone" }),
      asked({ key: "news", type: "consent", label: "Call me.", channel: "phone" }),
    ],
    unknown: "wait",
  });
  await send(waiting, { phone: "+359 2 111 22 33", news: "on" });
  const [said] = await messagesOf(waiting);
  expect(said).toMatchObject({ party: null, sender: "+359 2 111 22 33" });
  const { id: party } = await door.runtime.runAsSystem((work) =>
    create(work, "person", { name: { given: "Zoya" } }),
  );
  await ours("PUT", `/api/conversations/${said?.conversation}/party`, { party, keep_contact: false });
  await vi.waitFor(
    async () => expect(await consentsOf(party)).toMatchObject([{ channel: "phone", proof: "Call me." }]),
    patience,
  );
});

test("who only types a number overrules no refusal", async () => {
  const all = await newForm("Calls", {
    questions: [
      ...standard.questions,
      asked({ key: "news", type: "consent", label: "Call me.", channel: "phone" }),
    ],
  });
  const party = await door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "person", { name: { given: "Vera" }, email: "vera@client.example" });
    const refused = { party: id, purpose: "marketing", channel: "phone", given: false, basis: "consent" };
    await create(work, "consent", { ...refused, source: "a call" });
    return id;
  });
  await send(all, { ...elena, email: "vera@client.example" });
  expect(await messagesOf(all)).toMatchObject([{ party }]);
  expect(await consentsOf(party)).toMatchObject([{ channel: "phone", given: false }]);
});

test("what is agreed to by mail counts once who reads that mail says so, in the language of the form, once and within a week", async () => {
  const server = await openMailServer();
  const mailbox = await newMailbox(server.url, "news@vitosha.example");
  const consent = asked({ key: "news", type: "consent", label: "Пишете ми за новости.", channel: "email" });
  const { id: news } = (await ours("POST", "/api/forms", {
    ...written("Новини", {
      mailbox,
      title: "Новини",
      confirmation: "Получихме го.",
      questions: [...standard.questions, consent],
    }),
    language: "bg",
  })) as { id: string };
  const party = await door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "person", { name: { given: "Mila" }, email: "mila@client.example" });
    const refused = { party: id, purpose: "marketing", channel: "any", given: false, basis: "consent" };
    await create(work, "consent", { ...refused, source: "a call" });
    return id;
  });
  const sent = (message: string) =>
    send(news, { ...elena, name: "Купи сега", email: "mila@client.example", message });
  await sent("Здравейте");
  await vi.waitFor(async () => expect(await messagesOf(news, "out")).toHaveLength(1), patience);
  await sendDue(door.runtime, adapterOf);
  const letter = await parseMail(Buffer.from(server.letters[0]?.raw ?? ""));
  expect(letter).toMatchObject({
    subject: "Потвърдете съгласието си",
    to: [{ address: "mila@client.example" }],
  });
  expect(letter.text).toMatch(/Получихме го[^]*„Новини“[^]*☑ Пишете ми за новости/);
  expect(letter.text).not.toMatch(/Купи сега|Здравейте/);
  // Who works here confirms nothing for others.
  expect((await messagesOf(news, "out"))[0]?.body).not.toContain("/consents/");
  const current = async () => (await ask("GET", `/api/parties/${party}/consents/current`)).json();
  expect(await current()).toMatchObject({
    data: [{ given: false }],
    asked: [{ channel: "email", written: true }],
  });
  const { pathname } = new URL(/https?:\S+\/consents\/\S+/.exec(letter.text ?? "")?.[0] ?? "");
  const opens = (path = pathname) => door.ask({ url: path });
  const agrees = (path = pathname) => door.ask({ method: "POST", url: path });
  // Programs follow links; they press no button.
  expect((await opens()).body).toMatch(
    /Съгласни ли сте[^]*mila@client\.example[^]*Пишете ми за новости[^]*<button/,
  );
  expect((await current()).asked).toHaveLength(1);
  const forged = pathname.replace(/[0-9a-f]{40}$/, "0".repeat(40));
  expect([(await opens(forged)).statusCode, (await agrees(forged)).statusCode]).toEqual([404, 404]);
  expect((await agrees(pathname.replace(news, form))).statusCode).toBe(404);
  expect((await agrees()).body).toContain("Отбелязахме съгласието ви");
  const given = {
    given: true,
    channel: "email",
    proof: "Пишете ми за новости.",
    source: "Новини, ✉ mila@client.example",
  };
  expect(await consentsOf(party)).toMatchObject([{ given: false }, given]);
  expect((await agrees()).body).toContain("Вече сте го потвърдили");
  expect(await consentsOf(party)).toHaveLength(2);
  expect(await current()).toMatchObject({ asked: [] });
  // Whose time is over agrees to nothing any more.
  const [first] = await messagesOf(news);
  const { settings } = door.runtime;
  const late = { form: news, message: first?.id ?? "", until: new Date(Date.now() - 1000) };
  await sql`update messages set details = details #- '{confirmation,confirmed}' where id = ${late.message}`.execute(
    door.runtime.database,
  );
  expect((await agrees(new URL(linkOf(settings, late)).pathname)).statusCode).toBe(410);
  // No mailbox is asked more than three times a day, whatever is typed into whatever form; then one is told as of any form that it came.
  for (const tag of ["", "+a", "+b", "+c", "+d"])
    await send(news, { ...elena, email: `mila${tag}@client.example`, message: `Again ${tag}` });
  // News is heard in its order: once who came last was written to, nobody before is to come.
  await send(news, { ...elena, email: "last@client.example" });
  const letters = async () => (await messagesOf(news, "out")).map(({ details }) => "confirms" in details);
  await vi.waitFor(
    async () => expect(await letters()).toEqual([true, true, true, false, false, false, true]),
    patience,
  );
});

test("a letter that asks for consent has its link also where a server takes it only later, and is over where it came back", async () => {
  const busy: Record<string, number> = { "grey@client.example": 451 };
  const { news, server } = await newsletter(busy);
  await send(news, { ...elena, email: "grey@client.example" });
  await vi.waitFor(async () => expect(await messagesOf(news, "out")).toHaveLength(1), patience);
  await sendDue(door.runtime, adapterOf);
  expect(server.letters).toEqual([]);
  delete busy["grey@client.example"];
  await sql`update messages set send_at = now() where state = 'queued'`.execute(door.runtime.database);
  await sendDue(door.runtime, adapterOf);
  const path = await pathIn(server.letters[0]?.raw);
  expect((await door.ask({ url: path })).statusCode).toBe(200);
  await sql`update messages set state = 'bounced' where conversation_id = ${(await messagesOf(news))[0]?.conversation}
    and direction = 'out'`.execute(door.runtime.database);
  expect((await door.ask({ method: "POST", url: path })).statusCode).toBe(410);
});

test("who works here finds the link in no answer that quotes it", async () => {
  const { news, server, mailbox } = await newsletter();
  await send(news, { ...elena, email: "quotes@client.example" });
  await vi.waitFor(async () => expect(await messagesOf(news, "out")).toHaveLength(1), patience);
  await sendDue(door.runtime, adapterOf);
  const letter = await parseMail(Buffer.from(server.letters[0]?.raw ?? ""));
  const link = /https?:\S+\/consents\/\S+/.exec(letter.text ?? "")?.[0] ?? "";
  const raw = Buffer.from(
    [
      "From: quotes@client.example",
      "To: news@vitosha.example",
      `In-Reply-To: ${letter.messageId}`,
      "Subject: Re",
      "Content-Type: text/html; charset=utf-8",
      "",
      `<p>What is this?</p><blockquote><a href="https://safe.example/?url=${encodeURIComponent(link)}">${link}</a></blockquote>`,
    ].join("\r\n"),
  );
  const [receipt = ""] = await keepArrivals(door.runtime.database, mailbox, [{ sourceId: "1/1", raw }]);
  const taken = await settleReceipt(door.runtime, adapterOf, receipt);
  const { rows } = await sql<{ body: string; html: string }>`
    select body, html from messages where id = ${taken?.message}`.execute(door.runtime.database);
  expect(rows).toEqual([{ body: expect.stringContaining("What is this?"), html: expect.any(String) }]);
  const proof = /[0-9a-f]{40}$/.exec(link)?.[0] ?? "none";
  expect([proof.length, JSON.stringify(rows).includes(proof)]).toEqual([40, false]);
});

test("one network has us ask only so many strangers; those are told that it came all the same", async () => {
  const { news } = await newsletter();
  const { database } = door.runtime;
  for (let time = 0; time < mostLetters; time++)
    await isWithin(database, [
      { key: ["consent letters of", "192.0.2.90"], most: mostLetters, seconds: 3600 },
    ]);
  await send(news, { ...elena, email: "crowd@client.example" }, { remoteAddress: "192.0.2.90" });
  await send(news, { ...elena, email: "alone@client.example" }, { remoteAddress: "192.0.2.91" });
  const out = async () => (await messagesOf(news, "out")).map(({ details }) => "confirms" in details);
  await vi.waitFor(async () => expect(await out()).toEqual([false, true]), patience);
  // And all forms together ask only so many within the hour.
  const all = { key: ["consent letters"], most: 200, seconds: 3600 };
  await Promise.all(Array.from({ length: 200 }, () => isWithin(database, [all])));
  await send(news, { ...elena, email: "many@client.example" });
  await vi.waitFor(async () => expect(await out()).toEqual([false, true, false]), patience);
  await sql`delete from auth.attempts`.execute(database);
  // No letter goes to a number.
  await send(news, { name: "Ivo", phone: "+359 2 111 22 44", message: "Call me", news: "yes" });
  await send(news, { ...elena, email: "after@client.example" });
  await vi.waitFor(async () => expect(await out()).toEqual([false, true, false, true]), patience);
});

test("who reads one mail speaks for that address of theirs alone: what was refused elsewhere, or since, stands", async () => {
  const { news, server } = await newsletter();
  const refusing = async (given: string, channel: string) =>
    door.runtime.runAsSystem(async (work) => {
      const { id } = await create(work, "person", { name: { given }, email: `${given}@client.example` });
      await create(work, "consent", { ...refusal, party: id, channel });
      return id;
    });
  const confirmed = async (email: string, meanwhile?: (conversation: string) => Promise<unknown>) => {
    const before = server.letters.length;
    await send(news, { ...elena, email, every: "yes" });
    const said = (await messagesOf(news)).find(({ sender }) => sender === email);
    await vi.waitFor(async () => expect(await messagesOf(news, "out")).toHaveLength(before + 1), patience);
    await sendDue(door.runtime, adapterOf);
    const path = await pathIn(server.letters[before]?.raw);
    await meanwhile?.(said?.conversation ?? "");
    expect((await door.ask({ method: "POST", url: path })).statusCode).toBe(200);
    return said?.conversation ?? "";
  };
  const given = async (party: string) =>
    (await consentsOf(party)).filter((one) => (one as { given: boolean }).given);
  // Of another address, in a conversation that a colleague gave them.
  const boris = await refusing("boris2", "any");
  const theirs = (conversation: string) =>
    ours("PUT", `/api/conversations/${conversation}/party`, { party: boris, keep_contact: false });
  await confirmed("eve@client.example", theirs);
  expect(await given(boris)).toEqual([]);
  // Of their own: for mail, and against no refusal of another channel.
  const vera = await refusing("vera2", "sms");
  await confirmed("vera2@client.example");
  expect(await given(vera)).toEqual([
    expect.objectContaining({ purpose: "marketing", channel: "email" }),
    expect.objectContaining({ purpose: "marketing", channel: "email" }),
  ]);
  // What they refused after that, before anybody knew whose it was, is the newer word.
  const later = await confirmed("zoya2@client.example", (conversation) =>
    sql`update conversations set party_id = null where id = ${conversation}`.execute(door.runtime.database),
  );
  const zoya = await refusing("zoya2", "email");
  await ours("PUT", `/api/conversations/${later}/party`, { party: zoya, keep_contact: false });
  const kept = async () =>
    (await messagesOf(news)).find(({ sender }) => sender === "zoya2@client.example")?.details[
      "consents_kept"
    ];
  await vi.waitFor(async () => expect(await kept()).toBe(true), patience);
  expect(await given(zoya)).toEqual([]);
});

test("who wanted no mail and changed their mind is asked, once, and is written to again", async () => {
  const { news, server } = await newsletter();
  const { party, point } = await door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "person", { name: { given: "Rada" }, email: "rada@client.example" });
    const { rows } = await sql<{ id: string }>`
      update contact_points set opted_out_at = now() where party_id = ${id} returning id`.execute(work.db);
    return { party: id, point: rows[0]?.id ?? "" };
  });
  const isOut = async () => {
    const read = await door.runtime.runAsSystem((work) => get(work, "contact_point", point));
    return read["opted_out_at"] !== null;
  };
  await send(news, { ...elena, email: "rada@client.example" });
  await send(news, { ...elena, email: "rada@client.example", message: "Once more" });
  const out = async () => (await messagesOf(news, "out")).map(({ details }) => "confirms" in details);
  await vi.waitFor(async () => expect(await out()).toEqual([true, false]), patience);
  await sendDue(door.runtime, adapterOf);
  expect(await isOut()).toBe(true);
  const asking = server.letters.find(({ raw }) => raw.includes("Please confirm"));
  await door.ask({ method: "POST", url: await pathIn(asking?.raw) });
  expect(await consentsOf(party)).toMatchObject([{ given: true, channel: "email" }]);
  expect(await isOut()).toBe(false);
});

test("what was asked is shown to who would see it in the ledger", async () => {
  await send(form, { ...elena, email: "seen@client.example" });
  const said = (await messagesOf(form)).find(({ sender }) => sender === "seen@client.example");
  const all = { read: "all", change: "none", delete: "none", create: false } as const;
  const askedBy = async (consent: object) => {
    const headers = await door.key({
      objects: { "*": all, consent: { ...all, ...consent } },
      permissions: [],
    } as never);
    const read = await door.ask({
      method: "GET",
      url: `/api/parties/${said?.party}/consents/current`,
      headers,
    });
    return (read.json() as { asked: { source: string }[] }).asked;
  };
  expect(await askedBy({})).toMatchObject([{ channel: "email", source: "Offer" }]);
  expect(await askedBy({ fields: { source: "hidden" } })).toMatchObject([{ channel: "email", source: "" }]);
  for (const less of [{ fields: { purpose: "hidden" } }, { fields: { channel: "hidden" } }, { read: "own" }])
    expect(await askedBy(less)).toEqual([]);
});

test("it is answered by the mailbox that the form names, in the thread, and who sent it is told at once that it came, in words of ours", async () => {
  const server = await openMailServer();
  const mailbox = await newMailbox(server.url);
  const question = await newForm("Question", { mailbox, confirmation: "Thank you, we read it today." });
  await send(question, { ...elena, name: "Buy now", message: "Is it in stock?" });
  const [said] = await messagesOf(question);
  await vi.waitFor(async () => expect(await messagesOf(question, "out")).toHaveLength(1), patience);
  await sendDue(door.runtime, adapterOf);
  expect(server.letters[0]?.raw).toContain("Thank you, we read it today.");
  expect(server.letters[0]?.raw).not.toMatch(/Buy now|in stock/);
  // What was sent by a mailbox is counted to its form, too.
  const isEnough = (id: string) =>
    door.runtime.runAsSystem(async (work) => hasSaidEnough(work, await accountOf(work.db, id)));
  expect(await isEnough(question)).toBe(false);
  await sql`insert into messages (conversation_id, account_id, direction, automatic, body, state, at)
    select conversation_id, account_id, direction, automatic, body, state, at from messages, generate_series(1, 199)
    where conversation_id = ${said?.conversation} and automatic`.execute(door.runtime.database);
  expect([await isEnough(question), await isEnough(mailbox)]).toEqual([true, true]);
  await sql`delete from messages where conversation_id = ${said?.conversation} and automatic and external_id is null`.execute(
    door.runtime.database,
  );
  await ours("POST", `/api/conversations/${said?.conversation}/messages`, { body: "It is." });
  await sql`update messages set send_at = now() where state = 'queued'`.execute(door.runtime.database);
  await sendDue(door.runtime, adapterOf);
  const letter = server.letters.find(({ text }) => text.includes("It is."));
  expect(letter?.to).toEqual(["elena@client.example"]);
  const reference = /^Message-ID:\s*(<.*>)/im.exec(letter?.headers ?? "")?.[1];
  const raw = Buffer.from(
    `From: elena@client.example\r\nTo: info@vitosha.example\r\nIn-Reply-To: ${reference}\r\nSubject: Re\r\n\r\nThen two of them.`,
  );
  const [receipt = ""] = await keepArrivals(door.runtime.database, mailbox, [{ sourceId: "1/1", raw }]);
  expect(await settleReceipt(door.runtime, adapterOf, receipt)).toMatchObject({
    conversation: said?.conversation,
  });
  const refused = await newForm("Nobody answers", {});
  await send(refused, elena);
  const [lonely] = await messagesOf(refused);
  const answer = await ask("POST", `/api/conversations/${lonely?.conversation}/messages`, { body: "Hello" });
  expect(answer.json()).toMatchObject({ code: "form_not_answered" });
});

test("without a script it is a page: what is wrong is marked and what was typed is kept; sent, one is thanked by a page of its own", async () => {
  const page = await door.ask({ method: "GET", url: `/form/${form}?utm_source=qr` });
  expect(page.headers["content-security-policy"]).toContain(`frame-ancestors 'self' ${shop}`);
  expect(page.body).toContain('<label for="email">');
  const stamp = /name="_stamp" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const quick = await post(form, { ...elena, [formNames.stamp]: stamp });
  expect([quick.statusCode, quick.body.includes(formWords.en.too_quick)]).toEqual([429, true]);
  const wrong = await post(form, {
    ...elena,
    email: "elena",
    seats: "a dozen",
    name: '"><script>alert(1)</script>',
  });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('id="email-wrong"');
  expect(wrong.body).toContain('id="seats-wrong"');
  expect(wrong.body).toContain("&quot;&gt;&lt;script&gt;alert(1)");
  expect(wrong.body).not.toContain("<script>alert");
  expect(wrong.body).toContain('<option value="large" selected>');
  const sent = await post(form, { ...elena, email: "page@client.example" });
  expect([sent.statusCode, sent.headers["location"]]).toEqual([303, `/form/${form}/thanks`]);
  const thanks = await door.ask({ method: "GET", url: `/form/${form}/thanks` });
  expect(thanks.body).toContain(formWords.en.thanks);
});

test("files come along, bounded, and are what their first bytes say", async () => {
  const upload = await newForm("Papers", {
    questions: [...standard.questions, asked({ key: "paper", type: "file" })],
  });
  const none = await send(upload, elena);
  expect([none.statusCode, none.json()]).toMatchObject([
    422,
    { wrong: { paper: formWords.en.field_required } },
  ]);
  const many = await multipart(upload, Buffer.alloc(largestFormFile + 1));
  expect(many.statusCode).toBe(413);
  for (let time = 0; time < 2; time++)
    expect((await multipart(upload, Buffer.from("<svg onload=alert(1)>"))).statusCode).toBe(200);
  const [said, ...others] = await messagesOf(upload);
  expect(others).toEqual([]);
  const { rows } = await sql<{ name: string; type: string; raw: string }>`
    select f.name, f.type, convert_from(r.raw, 'UTF8') as raw from message_files mf join files f on f.id = mf.file_id
      join receipts r on r.message_id = mf.message_id where mf.message_id = ${said?.id}`.execute(
    door.runtime.database,
  );
  expect(rows).toMatchObject([{ name: "снимка.png", type: "application/octet-stream" }]);
  expect(JSON.parse(rows[0]?.raw ?? "{}")).toMatchObject({
    files: [{ size: 21, content: null }],
    answers: [{ key: "name" }, {}, {}],
  });
});

test("who means ill makes no lead, reads nothing and breaks nothing", async () => {
  const target = await newForm("Target", { sites: [shop] });
  const trapped = await send(target, {
    ...elena,
    email: "bot@spam.example",
    [formNames.trap]: "https://spam.example",
  });
  expect(trapped.statusCode).toBe(200);
  await send(target, { ...elena, email: "links@spam.example", message: "https://a.example ".repeat(6) });
  expect((await messagesOf(target)).map(({ state, party, details }) => ({ state, party, details }))).toEqual([
    { state: "spam", party: null, details: expect.objectContaining({ suspect: "trap" }) },
    { state: "spam", party: null, details: expect.objectContaining({ suspect: "links" }) },
  ]);
  const other = stampOf(door.runtime.settings, form, Date.now() - 60_000);
  for (const stamp of ["", "zzzz", other, `${Date.now().toString(36)}.${"0".repeat(32)}`])
    expect((await send(target, { ...elena, [formNames.stamp]: stamp })).statusCode).toBe(403);
  expect((await send(target, elena, { origin: "https://evil.example" })).statusCode).toBe(403);
  expect((await send(target, elena, { origin: "null" })).statusCode).toBe(403);
  expect((await send(randomUUID(), elena)).statusCode).toBe(404);
  const bodies: [string, string | Buffer][] = [
    ["application/json", "[]"],
    ["application/json", '{"__proto__": {"name": "x"}, "name": {"given": "x"}}'],
    ["application/json", `{"name": ${"[".repeat(5000)}`],
    ["multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\n"],
    ["multipart/form-data", Buffer.from([0, 255, 254])],
    ["application/x-www-form-urlencoded", "a=1&".repeat(400)],
    ["text/xml", "<a/>"],
  ];
  for (const [type, payload] of bodies) {
    const answer = await door.ask({
      method: "POST",
      url: `/form/${target}`,
      headers: { origin: shop, "content-type": type, accept: "application/json" },
      payload,
    });
    expect([type, answer.statusCode]).toEqual([
      type,
      expect.toSatisfy((code: number) => code >= 400 && code < 500),
    ]);
  }
  const odd = await send(target, {
    ...elena,
    email: "odd@client.example",
    name: "a\u0000b\ud800\u001bc",
    message: "x".repeat(5001),
  });
  expect(odd.json()).toMatchObject({ wrong: { message: formWords.en.field_too_long } });
  expect(
    (await send(target, { ...elena, email: "odd@client.example", name: "a\u0000b\ud800\u001bc" })).statusCode,
  ).toBe(200);
  expect((await messagesOf(target)).at(-1)).toMatchObject({
    sender: "odd@client.example",
    senderName: "ab\ufffdc",
  });
});

test("what would take long to take apart is refused at once, whatever it is sent as", async () => {
  const upload = await newForm("Large", {
    questions: [...standard.questions, asked({ key: "paper", type: "file", required: false })],
  });
  const part = `--x\r\ncontent-disposition: form-data; name="paper"; filename="a"\r\n\r\na\r\n`;
  const bodies: [string, string, string, number][] = [
    [upload, "application/x-www-form-urlencoded", "a&".repeat(120_000), 400],
    [upload, "application/x-www-form-urlencoded", "a&".repeat(2_000_000), 413],
    [upload, "application/json", `{${'"":"",'.repeat(40_000)}"":""}`, 400],
    [upload, "application/json", `{"a":"${"a".repeat(5_000_000)}"}`, 413],
    [upload, "multipart/form-data; boundary=x", `${part.repeat(100_000)}--x--\r\n`, 400],
    [form, "multipart/form-data; boundary=x", `${part.repeat(10_000)}--x--\r\n`, 413],
  ];
  for (const [to, type, payload, status] of bodies) {
    const headers = { "content-type": type, accept: "application/json" };
    const answer = await door.ask({ ...from("192.0.2.75"), url: `/form/${to}/files`, headers, payload });
    expect([type, payload.length, answer.statusCode]).toEqual([type, payload.length, status]);
  }
});

test("where no mailbox answers for a form one is told before one writes", async () => {
  const mute = await newForm("Mute", {});
  await send(mute, elena);
  const [said] = await messagesOf(mute);
  const read = await ask("GET", `/api/conversations/${said?.conversation}/answering`);
  expect(read.json()).toEqual({ answering: null });
});

test("many files of one sender shut the form to nobody else", async () => {
  const upload = await newForm("Files", {
    questions: [...standard.questions, asked({ key: "paper", type: "file" })],
  });
  const answers: number[] = [];
  const sendFile = async (said: string, address: string) =>
    (await multipart(upload, Buffer.from(said), from(address))).statusCode;
  for (let time = 0; time <= 30; time++) answers.push(await sendFile(`paper ${time}`, "192.0.2.76"));
  expect(answers).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
  expect(await sendFile("another", "192.0.2.77")).toBe(200);
  const odd = await multipart(upload, Buffer.from("odd"), from("192.0.2.77"), "a\u0000b.txt");
  expect(odd.statusCode).toBe(200);
  const { rows } = await sql`select from files where name = 'ab.txt'`.execute(door.runtime.database);
  expect(rows).toHaveLength(1);
});

test("a form of one's own sends where that is allowed, once for a press and a second one", async () => {
  const own = await newForm("Own", { own_forms: true, sites: [shop] });
  const press = () =>
    door.ask({
      method: "POST",
      url: `/form/${own}`,
      headers: {
        origin: shop,
        referer: `${shop}/contact`,
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams({ ...elena, submit: "Send" }).toString(),
    });
  expect((await press()).statusCode).toBe(303);
  expect((await press()).statusCode).toBe(303);
  expect(await messagesOf(own)).toMatchObject([{ details: { page: `${shop}/contact` } }]);
});

test("who may not change channels sees no form, and nobody makes one that cannot be asked", async () => {
  const reading = await door.key({
    objects: { "*": { read: "all", change: "none", delete: "none", create: false } },
    permissions: [],
  } as never);
  const listed = await door.ask({ method: "GET", url: "/api/forms", headers: reading });
  expect(listed.json()).toEqual({ may_add: false, data: [] });
  const changed = await door.ask({
    method: "PUT",
    url: `/api/forms/${form}`,
    headers: reading,
    payload: written("Mine", {}),
  });
  expect(changed.statusCode).toBe(403);
  const impossible: readonly Partial<Question>[] = [
    { field: "owner", type: "text" },
    { field: "roles", type: "choices", options: [option("client")] },
    { field: "birth_date", type: "text" },
    { type: "choice", options: [] },
    { key: "name" },
  ];
  for (const question of impossible) {
    const settings = {
      questions: [...standard.questions, asked({ key: "more", type: "text", ...question })],
    };
    const answer = await ask("POST", "/api/forms", written("Wrong", settings));
    expect(answer.json()).toMatchObject({ code: "field_invalid", field: "questions.3" });
  }
});

function asked(question: Partial<Question> & Pick<Question, "key" | "type">): Question {
  return {
    label: question.key,
    help: "",
    required: true,
    field: null,
    options: [],
    purpose: "marketing",
    channel: "email",
    ...question,
  };
}

function option(key: string) {
  return { key, label: key.toUpperCase() };
}

const refusal = {
  purpose: "marketing",
  given: false,
  basis: "consent",
  source: "a call",
} as const;

/** A form that asks for news by mail, and if one likes by every channel, with the mailbox that asks again. */
async function newsletter(refusals: Readonly<Record<string, number>> = {}) {
  const server = await openMailServer(refusals);
  const mailbox = await newMailbox(server.url, `news-${randomUUID().slice(0, 8)}@vitosha.example`);
  const news = await newForm("News", {
    mailbox,
    confirmation: "We have it.",
    questions: [
      ...standard.questions.map((question) => ({ ...question, required: false })),
      asked({ key: "phone", type: "phone", required: false }),
      asked({ key: "news", type: "consent", label: "Write to me.", channel: "email", required: false }),
      asked({ key: "every", type: "consent", label: "Tell me anyhow.", channel: "any", required: false }),
    ],
  });
  return { server, mailbox, news };
}

/** Where a letter leads. */
async function pathIn(raw: string | undefined): Promise<string> {
  const { text } = await parseMail(Buffer.from(raw ?? ""));
  return new URL(/https?:\S+\/consents\/\S+/.exec(text ?? "")?.[0] ?? "http://nowhere.example/").pathname;
}

type Wishes = Partial<FormSettings> & { readonly unknown?: "wait" | "lead" };

function written(name: string, { unknown = "lead", ...settings }: Wishes) {
  return { name, active: true, queue: null, language: "en", unknown, settings: { ...standard, ...settings } };
}

async function newForm(name: string, wishes: Wishes): Promise<string> {
  return ((await ours("POST", "/api/forms", written(name, wishes))) as { id: string }).id;
}

type Values = Readonly<Record<string, string>>;

/** As the script of the page does. */
function send(
  to: string,
  values: Values,
  { origin, remoteAddress }: { readonly origin?: string; readonly remoteAddress?: string } = {},
) {
  return door.ask({
    method: "POST",
    ...(remoteAddress !== undefined && { remoteAddress }),
    url: `/form/${to}`,
    headers: { accept: "application/json", ...(origin !== undefined && { origin }) },
    payload: { ...opened(to), ...values },
  });
}

/** As a browser without scripts does. */
function post(to: string, values: Values) {
  return door.ask({
    method: "POST",
    url: `/form/${to}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ ...opened(to), ...values }).toString(),
  });
}

const from = (remoteAddress: string) => ({ method: "POST", remoteAddress }) as const;

async function multipart(to: string, content: Buffer, sender = from("127.0.0.1"), name = "снимка.png") {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...opened(to), ...elena, [formNames.id]: "the-same-one" }))
    data.append(name, value);
  data.append("paper", new File([new Uint8Array(content)], name, { type: "image/png" }));
  const request = new Request("http://x.example", { method: "POST", body: data });
  return door.ask({
    ...sender,
    url: `/form/${to}/files`,
    headers: { accept: "application/json", "content-type": request.headers.get("content-type") ?? "" },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

/** A page that has been open for a while. */
function opened(to: string): Values {
  return {
    [formNames.id]: randomUUID(),
    [formNames.stamp]: stampOf(door.runtime.settings, to, Date.now() - 60_000),
  };
}

async function ask(method: "GET" | "POST" | "PUT", url: string, payload?: unknown) {
  return door.ask({
    method,
    url,
    headers: { cookie: door.cookie, "sec-fetch-site": "same-origin" },
    ...(payload !== undefined && { payload: payload as object }),
  });
}

async function ours(method: "POST" | "PUT", url: string, payload: unknown): Promise<unknown> {
  const answer = await ask(method, url, payload);
  expect([answer.statusCode < 300, answer.body]).toEqual([true, answer.body]);
  return answer.body ? answer.json() : null;
}

interface Shown {
  readonly id: string;
  readonly conversation: string;
  readonly party: string | null;
  readonly sender: string | null;
  readonly senderName: string | null;
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
  readonly details: Record<string, unknown>;
  readonly state: string;
  readonly channel: string;
  readonly interactions: number;
}

async function messagesOf(account: string, direction = "in"): Promise<Shown[]> {
  const { rows } = await sql<Shown>`
    select m.id, c.id as conversation, c.party_id as party, m.sender, m.sender_name as "senderName", m.kind, m.subject, m.body,
      m.details, c.state, c.channel, (select count(*)::int from interactions i where i.id = m.interaction_id) as interactions
    from messages m join conversations c on c.id = m.conversation_id
    where c.account_id = ${account} and m.direction = ${direction} order by m.at, m.id`.execute(
    door.runtime.database,
  );
  return rows;
}

async function consentsOf(party: string) {
  const { rows } = await sql`
    select given, purpose, channel, proof, source from consents where party_id = ${party} order by id`.execute(
    door.runtime.database,
  );
  return rows;
}

async function newMailbox(url: string, address = "info@vitosha.example"): Promise<string> {
  return door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "channel_account", {
      name: "Info",
      kind: "mailbox",
      address,
    });
    const settings = sendingBy(url);
    await keepMailbox(work.db, door.runtime.settings.secret, { account: id, settings, secrets: {} });
    return id;
  });
}
