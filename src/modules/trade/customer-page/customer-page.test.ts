import { fullGrant, noGrant } from "#records/contract";
import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import PostalMime from "postal-mime";
import { beforeAll, describe, expect, test } from "vitest";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { openMailServer } from "../../platform/testing/mail-server.ts";
import { system } from "../../../server/runtime.ts";
import type { QuoteOnPage } from "../contract/quote-links.ts";
import { readPdf } from "../testing/pdf-reading.ts";
import { mailQuote, sendQuoteLetter } from "./mailing.ts";

let door: FrontDoor;
let acme: string;
let elena: string;

beforeAll(async () => {
  door = await openFrontDoor();
  acme = (await asSeller("POST", "/api/companies", { name: "Acme", address: { country: "BG" } })).body.id;
  elena = (
    await asSeller("POST", "/api/people", {
      name: { given: "Elena", family: "Petrova" },
      email: "elena@acme.example",
    })
  ).body.id;
});

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function asSeller(method: Method, url: string, payload?: object) {
  const answer = await door.ask({
    method,
    url,
    headers: { cookie: door.cookie },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.body ? answer.json() : null };
}

let places = 0;

/** Somebody who is not signed in, at an address of their own unless told. */
async function asCustomer(method: Method, url: string, payload?: object, remoteAddress?: string) {
  const answer = await door.ask({
    method,
    url: `/api/customer-quotes/${url}`,
    remoteAddress: remoteAddress ?? `198.51.100.${(places++ % 250) + 1}`,
    headers: { "user-agent": "Firefox of Elena" },
    ...(payload && { payload }),
  });
  const isPdf = answer.headers["content-type"] === "application/pdf";
  return { status: answer.statusCode, file: answer.rawPayload, body: isPdf ? null : answer.json() };
}

async function sentQuote(values: object = {}) {
  const { body } = await asSeller("POST", "/api/quotes", {
    customer: acme,
    contact: elena,
    language: "en",
    ...values,
  });
  await asSeller("PUT", `/api/quotes/${body.id}/lines`, {
    lines: [
      { description: "Desk", quantity: "2", unit: "piece", price: "300", tax_class: "standard" },
      {
        description: "Lamp",
        quantity: "3",
        price: "49.90",
        tax_class: "standard",
        optional: true,
        chosen: false,
      },
    ],
  });
  expect((await asSeller("POST", `/api/quotes/${body.id}/sending`)).status).toBe(200);
  return body.id as string;
}

async function linkTo(quote: string): Promise<string> {
  const { body } = await asSeller("POST", `/api/quotes/${quote}/links`);
  return String(body.link.split("/q/")[1]);
}

async function openedQuote(values: object = {}) {
  const id = await sentQuote(values);
  const token = await linkTo(id);
  const page = (await asCustomer("GET", token)).body as QuoteOnPage;
  return { id, token, page };
}

const signatureFor = ({ hash }: QuoteOnPage, more: object = {}) => ({
  name: "Elena Petrova",
  agreed: true,
  options: [],
  drawn: null,
  hash,
  ...more,
});

const stroke =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWP4z8BQDwAEgAF/i6WQ3wAAAABJRU5ErkJggg==";

/** The PNG, which has one chunk of data after its head, with other data. */
function withData(picture: Buffer, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write("IDAT", 4, "latin1");
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return Buffer.concat([picture.subarray(0, 33), chunk, picture.subarray(-12)]);
}

describe("who has the link", () => {
  test("reads the quote and nothing besides, as a page and as a PDF; the seller sees that", async () => {
    const { id, token, page } = await openedQuote({ subject: "New office", terms: "30 days" });
    expect(page).toMatchObject({
      state: "open",
      buyer: "Acme",
      contact: "Elena Petrova",
      subject: "New office",
      total: "720.00",
      lines: [
        { description: "Desk", quantity: "2", unit: "pcs" },
        { description: "Lamp", optional: true, chosen: false },
      ],
    });
    expect(JSON.stringify(page)).not.toMatch(/cost|margin|owner|@acme|list_price/);
    const pdf = await asCustomer("GET", `${token}/document`);
    const printed = (await readPdf(pdf.file))[0]?.text;
    expect(printed).toContain("Total €720.00");
    expect(printed).toContain("2 pcs");
    const { body: side } = await asSeller("GET", `/api/quotes/${id}/customer-side`);
    expect(side).toMatchObject({
      links: [{ revoked: false }],
      visits: [{ agent: "Firefox of Elena" }],
      email: "elena@acme.example",
    });
    const told = await asSeller("GET", "/api/notifications");
    expect(told.body.data[0]).toMatchObject({ kind: "quote_opened", recordId: id, params: { by: "Acme" } });
  });

  test("asks, and reads what the seller answers; what is no text is left out", async () => {
    const { id, token } = await openedQuote();
    const comment = await asCustomer("POST", `${token}/comments`, {
      name: "Elena",
      body: "Is <b>assembly</b>\u202e included?\u0000",
    });
    expect(comment).toMatchObject({
      status: 201,
      body: { body: "Is <b>assembly</b> included?", ours: false },
    });
    await asSeller("POST", `/api/quotes/${id}/comments`, { body: "It is." });
    expect((await asCustomer("GET", token)).body.comments).toMatchObject([
      { name: "Elena", ours: false },
      { name: "Maria Ivanova", body: "It is.", ours: true },
    ]);
    const { body } = await asSeller(
      "GET",
      `/api/interactions?filter=${encodeURIComponent(JSON.stringify({ field: "party", op: "is", value: elena }))}`,
    );
    expect(JSON.stringify(body.data)).toContain("assembly");
  });

  test("takes an option and signs what was seen: the order has it, and what was signed is kept with its hash", async () => {
    const { id, token, page } = await openedQuote();
    const lamp = page.lines[1]?.id;
    const signed = await asCustomer(
      "POST",
      `${token}/acceptance`,
      signatureFor(page, { options: [lamp], drawn: stroke }),
      "203.0.113.7",
    );
    expect(signed.body).toMatchObject({
      state: "accepted",
      total: "899.64",
      decision: { name: "Elena Petrova" },
    });
    const { body: side } = await asSeller("GET", `/api/quotes/${id}/customer-side`);
    expect(side.signature).toMatchObject({
      decision: "accepted",
      name: "Elena Petrova",
      address: "203.0.113.7",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      drawn: stroke,
    });
    const { rows } = await door.pool.query(
      "select content, encode(sha256(convert_to(content, 'UTF8')), 'hex') as hash from quote_signatures where quote_id = $1",
      [id],
    );
    expect(rows[0].hash).toBe(side.signature.hash);
    expect(JSON.parse(rows[0].content)).toMatchObject({
      options: [lamp],
      total: "899.64",
      name: "Elena Petrova",
    });
    const orders = await door.pool.query("select total::text from orders where quote_id = $1", [id]);
    expect(orders.rows).toEqual([{ total: "899.64" }]);
    const pdf = await asCustomer("GET", `${token}/document`);
    expect((await readPdf(pdf.file))[0]?.text).toContain("Signed by Elena Petrova");
  });

  test("signs once, however many do at the same moment", async () => {
    const { id, token, page } = await openedQuote();
    const both = await Promise.all(
      [1, 2, 3].map(() => asCustomer("POST", `${token}/acceptance`, signatureFor(page))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe("quote_not_open");
    const orders = await door.pool.query("select count(*)::int as count from orders where quote_id = $1", [
      id,
    ]);
    expect(orders.rows).toEqual([{ count: 1 }]);
  });

  test("declines with a reason", async () => {
    const { id, token } = await openedQuote();
    const answer = await asCustomer("POST", `${token}/declining`, {
      name: "Elena",
      reason: "price",
      comment: "Too dear",
    });
    expect(answer.body).toMatchObject({ state: "declined" });
    expect((await asSeller("GET", `/api/quotes/${id}`)).body).toMatchObject({
      decline_reason: "price",
      decided_by: "Elena",
    });
    expect((await asCustomer("POST", `${token}/acceptance`, signatureFor(answer.body))).body.code).toBe(
      "quote_not_open",
    );
  });

  test("comments with many others at the same moment, and nobody else waits for them", async () => {
    const { token } = await openedQuote();
    const said = Array.from({ length: 20 }, (_, at) =>
      asCustomer("POST", `${token}/comments`, { name: "Elena", body: `Question ${at}` }),
    );
    expect(new Set((await Promise.all(said)).map(({ status }) => status))).toEqual(new Set([201]));
    expect((await asCustomer("GET", token)).body.comments).toHaveLength(20);
  });

  test("sends few comments by one link", async () => {
    const { token } = await openedQuote();
    const codes: unknown[] = [];
    for (let number = 0; number < 41; number++)
      codes.push(
        (
          await asCustomer(
            "POST",
            `${token}/comments`,
            { name: "Elena", body: "?" },
            `192.0.2.${number + 20}`,
          )
        ).body.code,
      );
    expect([codes[39], codes[40]]).toEqual([undefined, "too_many_requests"]);
  });

  test("answers alone: who is signed in on the seller's side does not sign, decline or comment in their place", async () => {
    const { id, token, page } = await openedQuote();
    const acts = {
      acceptance: signatureFor(page),
      declining: { name: "Elena", reason: "price", comment: "" },
      comments: { name: "Elena", body: "Good" },
    };
    for (const [act, body] of Object.entries(acts))
      expect(await asSeller("POST", `/api/customer-quotes/${token}/${act}`, body)).toMatchObject({
        status: 403,
        body: { code: "answered_by_customer" },
      });
    await asCustomer("POST", `${token}/acceptance`, signatureFor(page));
    const { body: side } = await asSeller("GET", `/api/quotes/${id}/customer-side`);
    expect(side.signature).toMatchObject({ name: "Elena Petrova", linkBy: "Maria Ivanova" });
  });

  test("cannot send a picture that unpacks to what it does not say", async () => {
    const { token, page } = await openedQuote();
    const thrown: unknown[] = [];
    const take = (error: unknown) => thrown.push(error);
    process.on("uncaughtException", take);
    const whole = new PNG({ width: 10, height: 10 });
    const fine = PNG.sync.write(whole, { colorType: 6 });
    const pictures = {
      "no zlib stream": withData(fine, Buffer.from("this is no zlib stream")),
      "too short": withData(fine, deflateSync(Buffer.alloc(5))),
      "a hundred megabytes": withData(fine, deflateSync(Buffer.alloc(100_000_000))),
      "two heads": Buffer.concat([fine.subarray(0, 33), fine.subarray(8)]),
      interlaced: Buffer.concat([fine.subarray(0, 28), Buffer.from([1]), fine.subarray(29)]),
    };
    for (const [what, picture] of Object.entries(pictures)) {
      const drawn = `data:image/png;base64,${picture.toString("base64")}`;
      const { body } = await asCustomer("POST", `${token}/acceptance`, signatureFor(page, { drawn }));
      expect([what, body.code]).toEqual([what, "signature_unfit"]);
    }
    const drawn = `data:image/png;base64,${fine.toString("base64")}`;
    const { status } = await asCustomer("POST", `${token}/acceptance`, signatureFor(page, { drawn }));
    expect(status).toBe(200);
    expect((await asCustomer("GET", `${token}/document`)).status).toBe(200);
    process.off("uncaughtException", take);
    expect(thrown).toEqual([]);
  });

  test.each([
    ["another hash", { hash: "0".repeat(64) }, "quote_changed"],
    ["no agreement", { agreed: false }, "field_invalid"],
    ["no name", { name: "  " }, "field_invalid"],
    ["a name that nobody sees", { name: "\u200b\u2060" }, "field_invalid"],
    ["an option that is none", { options: ["01890000-0000-7000-8000-000000000000"] }, "link_not_found"],
    ["a drawing that is no picture", { drawn: "data:image/png;base64,aGVsbG8=" }, "signature_unfit"],
  ])("cannot sign with %s", async (_name, more, code) => {
    const { token, page } = await openedQuote();
    const answer = await asCustomer("POST", `${token}/acceptance`, signatureFor(page, more));
    expect(answer.body.code).toBe(code);
  });
});

describe("a link", () => {
  test("CVE-2026-53595: that was guessed, is empty, revoked or made anew leads nowhere, all alike", async () => {
    const { id, token } = await openedQuote();
    const anew = await linkTo(id);
    for (const one of [
      token,
      "%20",
      "%E2%80%83",
      "a".repeat(43),
      `${anew}x`,
      anew.toLowerCase().slice(1),
      "a".repeat(200),
    ])
      expect([one, (await asCustomer("GET", one)).body.code]).toEqual([one, "quote_link_gone"]);
    expect((await asCustomer("GET", anew)).status).toBe(200);
    await asSeller("DELETE", `/api/quotes/${id}/links`);
    expect((await asCustomer("GET", anew)).body.code).toBe("quote_link_gone");
    const { rows } = await door.pool.query("select * from quote_links where quote_id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain(anew);
  });

  test("to a quote that was withdrawn, replaced or is over says so", async () => {
    const withdrawn = await openedQuote();
    await asSeller("DELETE", `/api/quotes/${withdrawn.id}/sending`);
    expect((await asCustomer("GET", withdrawn.token)).body.code).toBe("quote_withdrawn");
    const replaced = await openedQuote();
    await asSeller("POST", `/api/quotes/${replaced.id}/versions`);
    expect((await asCustomer("GET", replaced.token)).body.code).toBe("quote_replaced");
    const over = await openedQuote();
    await door.pool.query("update quotes set valid_until = current_date - 2 where id = $1", [over.id]);
    const { body } = await asCustomer("GET", over.token);
    expect(body.state).toBe("expired");
    expect((await asCustomer("POST", `${over.token}/acceptance`, signatureFor(body))).body.code).toBe(
      "quote_expired",
    );
  });

  test("is not to be found by trying: one address has few tries", async () => {
    const guesses: string[] = [];
    for (let number = 0; number < 25; number++)
      guesses.push((await asCustomer("GET", `${number}`.padEnd(43, "x"), undefined, "192.0.2.9")).body.code);
    expect(new Set(guesses.slice(0, 20))).toEqual(new Set(["quote_link_gone"]));
    expect(guesses.at(-1)).toBe("too_many_requests");
  });

  test("is made by those alone who may send quotes, and only when one went out", async () => {
    const draft = await asSeller("POST", "/api/quotes", { customer: acme });
    expect((await asSeller("POST", `/api/quotes/${draft.body.id}/links`)).body.code).toBe(
      "document_state_wrong",
    );
    const id = await sentQuote();
    const headers = await door.key({ objects: {}, permissions: ["quotes:send"] });
    for (const [method, path] of [
      ["POST", "links"],
      ["DELETE", "links"],
      ["GET", "customer-side"],
      ["GET", "document"],
    ] as const) {
      const answer = await door.ask({ method, url: `/api/quotes/${id}/${path}`, headers });
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
  });
});

test("what is told of a quote on its customer's timeline is told to who may see the quote", async () => {
  const { id, token } = await openedQuote();
  await asCustomer("POST", `${token}/comments`, { name: "Elena", body: `Is ${id} oak?` });
  const timeline = async (headers: Readonly<Record<string, string>>) =>
    (await door.ask({ method: "GET", url: `/api/parties/${elena}/timeline`, headers })).body;
  const { body: quote } = await asSeller("GET", `/api/quotes/${id}`);
  const told = [`Quote ${quote.number} sent`, `Is ${id} oak?`];
  const seen = await timeline({ cookie: door.cookie });
  for (const text of told) expect(seen).toContain(text);
  expect(JSON.parse(seen).data[0]).toMatchObject({ kind: "interaction", object: "quote", record: id });
  const others = await door.key({ objects: { "*": fullGrant, quote: noGrant }, permissions: [] });
  for (const text of told) expect(await timeline(others)).not.toContain(text);
  const list = await door.ask({ method: "GET", url: "/api/interactions?limit=200", headers: others });
  expect(list.body).not.toContain(quote.number);
});

test("who may read a quote but not change it makes no link to it, ends none, and neither mails nor answers", async () => {
  const { id, token } = await openedQuote();
  const rights = { objects: { "*": { ...fullGrant, change: "none" as const } }, permissions: ["*"] };
  const headers = await door.key(rights);
  const acts = [
    ["POST", "links"],
    ["DELETE", "links"],
    ["POST", "comments", { body: "Yes" }],
  ] as const;
  for (const [method, path, payload] of acts) {
    const answer = await door.ask({
      method,
      url: `/api/quotes/${id}/${path}`,
      headers,
      ...(payload && { payload }),
    });
    expect([path, answer.json().code]).toEqual([path, "not_allowed"]);
  }
  const reader = { ...system, rights };
  const settings = { ...door.runtime.settings, smtpUrl: "smtp://127.0.0.1:1" };
  await expect(
    door.runtime.run(reader, "screen", (work) => mailQuote(work, settings, id, {})),
  ).rejects.toMatchObject({ code: "not_allowed" });
  expect((await asCustomer("GET", token)).status).toBe(200);
});

test("a document is printed few times a minute for one link, for it takes the time of everybody", async () => {
  const { token } = await openedQuote();
  const codes: number[] = [];
  for (let number = 0; number < 21; number++)
    codes.push((await asCustomer("GET", `${token}/document`)).status);
  expect([codes[0], codes[19], codes[20]]).toEqual([200, 200, 429]);
});

describe("a letter", () => {
  test("goes out in the customer's language with a link that works and the PDF; a draft is marked as sent", async () => {
    const mail = await openMailServer();
    const settings = { ...door.runtime.settings, smtpUrl: mail.url };
    const { body: quote } = await asSeller("POST", "/api/quotes", {
      customer: acme,
      contact: elena,
      language: "bg",
    });
    await asSeller("PUT", `/api/quotes/${quote.id}/lines`, {
      lines: [{ description: "Бюро", quantity: "1", price: "100", tax_class: "standard" }],
    });
    await door.runtime.runAsSystem((work) => mailQuote(work, settings, quote.id, {}));
    const { rows } = await door.pool.query("select id from quote_mailings where quote_id = $1", [quote.id]);
    const runtime = { ...door.runtime, settings };
    await sendQuoteLetter(runtime, { mailing: rows[0].id });
    await sendQuoteLetter(runtime, { mailing: rows[0].id });
    expect(mail.letters).toHaveLength(1);
    const [letter] = mail.letters;
    expect(letter?.to).toEqual(["elena@acme.example"]);
    const read = await PostalMime.parse(`${letter?.headers}\r\n\r\n${letter?.text}`);
    expect(read.text).toContain("Здравейте, Elena Petrova");
    const [pdf] = read.attachments;
    expect((await readPdf(Buffer.from(pdf?.content as ArrayBuffer)))[0]?.text).toContain("Общо 120,00");
    const token = read.text?.match(/\/q\/([\w-]{43})/)?.[1] ?? "";
    expect((await asCustomer("GET", token)).body).toMatchObject({ state: "open", language: "bg" });
    const { body: side } = await asSeller("GET", `/api/quotes/${quote.id}/customer-side`);
    expect(side.mailings).toMatchObject([{ to: ["elena@acme.example"], state: "sent" }]);
  });

  test("is not promised where there is no server for it", async () => {
    const id = await sentQuote();
    expect((await asSeller("POST", `/api/quotes/${id}/mailings`, {})).body.code).toBe("mail_not_set_up");
  });
});
