import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAllowances, signatureOf } from "#platform";
import type { Runtime } from "#records";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { amountOf, minorUnits } from "./stripe/minor-units.ts";
import { openPayment } from "./paying.ts";
import { refundsGoOut } from "./giving-back.ts";
import { tokenOf } from "../payment-page/links.ts";

// A server that speaks Stripe's protocol, as far as we do: forms, idempotency keys, sessions and refunds.
interface Asked {
  readonly path: string;
  readonly key: string;
  readonly form: URLSearchParams;
}
const asked: Asked[] = [];
// What was given back by others, by payment.
const given = new Map<string, object[]>();
let refusal: { status: number; body: object } | null = null;
let stripe: Server;
let house: FrontDoor;
let runtime: Runtime;
let customer: string;

beforeAll(async () => {
  stripe = createServer((request, reply) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      const key = String(request.headers["idempotency-key"]);
      const allowed = request.headers.authorization === "Bearer sk_test_12345678";
      const answer =
        refusal ??
        (allowed
          ? answerOf(request.url ?? "", key)
          : { status: 401, body: { error: { type: "invalid_request_error" } } });
      asked.push({ path: request.url ?? "", key, form: new URLSearchParams(body) });
      reply.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((listening) => stripe.listen(0, "127.0.0.1", listening));
  house = await openFrontDoor();
  runtime = house.runtime;
  Object.assign(runtime.settings, {
    egressAllow: readAllowances(`127.0.0.1:${(stripe.address() as AddressInfo).port}`),
  });
  customer = (await say("POST", "/api/companies", { name: "Acme", email: "acme@example.com" })).body.id;
  const set = await say("PUT", "/api/payment-provider", {
    enabled: true,
    secret_key: "sk_test_12345678",
    notice_secret: "whsec_12345678",
    address: `http://127.0.0.1:${(stripe.address() as AddressInfo).port}`,
  });
  expect(set.body, JSON.stringify(set)).toMatchObject({
    enabled: true,
    has_secret_key: true,
    has_notice_secret: true,
  });
  expect(JSON.stringify(set.body)).not.toContain("12345678");
});
afterAll(() => stripe.close());

function answerOf(path: string, key: string) {
  const id = key.slice(-8);
  if (path === "/v1/checkout/sessions?limit=1") return { status: 200, body: { object: "list", data: [] } };
  if (path.startsWith("/v1/refunds?")) {
    const of = new URLSearchParams(path.split("?")[1]).get("payment_intent") ?? "";
    return { status: 200, body: { data: given.get(of) ?? [] } };
  }
  if (path === "/v1/checkout/sessions")
    return {
      status: 200,
      body: {
        id: `cs_${id}`,
        object: "checkout.session",
        url: `https://checkout.stripe.com/c/${id}`,
        expires_at: 4_000_000_000,
      },
    };
  return { status: 200, body: { id: `re_${id}`, object: "refund" } };
}

const secret = () => runtime.settings.secret;

async function say(method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, payload?: object) {
  const answer = await house.ask({
    method,
    url,
    headers: { cookie: house.cookie },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.body ? answer.json() : null };
}

async function invoice(price = "100", of = customer): Promise<{ id: string; total: number }> {
  const { body } = await say("POST", "/api/invoices", { customer: of });
  await say("PUT", `/api/invoices/${body.id}/lines`, {
    lines: [{ description: "Work", quantity: "1", price }],
  });
  const issued = await say("POST", `/api/invoices/${body.id}/issue`);
  expect(issued.status, JSON.stringify(issued.body)).toBe(200);
  return { id: body.id, total: Number(issued.body.total.amount) };
}
const stateOf = async (id: string) => (await say("GET", `/api/invoices/${id}`)).body;

const send = (event: object, more: { at?: number; secret?: string } = {}) => {
  const body = JSON.stringify(event);
  const time = String(more.at ?? Math.floor(Date.now() / 1000));
  const signature = `t=${time},v1=${signatureOf(more.secret ?? "whsec_12345678", time, body)},v0=old`;
  return house.ask({
    method: "POST",
    url: "/payment-notices/stripe",
    headers: { "stripe-signature": signature, "content-type": "application/json" },
    payload: body,
  });
};
let events = 0;
const event = (type: string, object: object) => ({
  id: `evt_${++events}`,
  type,
  created: Math.floor(Date.now() / 1000),
  data: { object },
});
const paid = (reference: string, payment: string, amount: number) =>
  event("checkout.session.completed", {
    id: reference,
    payment_intent: payment,
    payment_status: "paid",
    amount_total: amount * 100,
    currency: "eur",
  });
const outcome = async (answer: ReturnType<typeof send>) => (await answer).json().outcome;

async function opened(id: string): Promise<string> {
  asked.splice(0);
  const { address } = await openPayment(runtime, tokenOf(runtime.settings.secret, id));
  return `cs_${address.split("/").at(-1)}`;
}

it("the provider is asked whether it takes the key; who sends the key elsewhere has to know it", async () => {
  const attempt = () => say("POST", "/api/payment-provider/trial");
  expect(await attempt()).toMatchObject({ status: 200, body: { live: false } });
  refusal = { status: 401, body: { error: { type: "invalid_request_error" } } };
  expect((await attempt()).body).toMatchObject({ code: "provider_key_refused" });
  refusal = null;
  const elsewhere = { enabled: true, address: "https://stripe.example" };
  expect((await say("PUT", "/api/payment-provider", elsewhere)).body).toMatchObject({
    code: "field_required",
    field: "secret_key",
  });
  const forgotten = { enabled: true, notice_secret: null };
  expect((await say("PUT", "/api/payment-provider", forgotten)).body).toMatchObject({
    code: "provider_not_set_up",
    field: "notice_secret",
  });
  expect((await say("GET", "/api/payment-provider")).body).toMatchObject({
    enabled: true,
    has_notice_secret: true,
    notices: expect.arrayContaining(["checkout.session.completed", "charge.refunded"]),
  });
});

describe("a page of payment", () => {
  it("is opened for what is open, once, by an address that nobody can guess", async () => {
    const { id } = await invoice("100");
    const link = (await say("GET", `/api/invoices/${id}/payment-link`)).body.address as string;
    const token = link.split("/pay/")[1] ?? "";
    const shown = await house.ask({ method: "GET", url: `/api/payment-pages/${token}` });
    expect(shown.json()).toMatchObject({ open: "120.00", currency: "EUR", payable: true });
    const pay = () => house.ask({ method: "POST", url: `/api/payment-pages/${token}/payment`, payload: {} });
    asked.splice(0);
    const answers = [await pay(), await pay()].map((one) => one.json().address as string);
    expect(new Set(answers).size).toBe(1);
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(asked[0]!.form)).toMatchObject({
      mode: "payment",
      "line_items[0][price_data][unit_amount]": "12000",
      "line_items[0][price_data][currency]": "eur",
      customer_email: "acme@example.com",
    });
    const guessed = `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
    expect((await house.ask({ method: "GET", url: `/api/payment-pages/${guessed}` })).statusCode).toBe(404);
  });

  it("tells its reader where to transfer the money, that it is paid, and goes when that is long ago", async () => {
    await say("PATCH", "/api/seller", { name: "House", iban: "DE89 3704 0044 0532 0130 00" });
    const { id, total } = await invoice();
    const page = () => house.ask({ method: "GET", url: `/api/payment-pages/${tokenOf(secret(), id)}` });
    expect((await page()).json()).toMatchObject({
      state: "open",
      overdue: false,
      buyer: "Acme",
      seller: { name: "House" },
      bank: { holder: "House", iban: "DE89 3704 0044 0532 0130 00", reference: expect.stringMatching(/^RF/) },
    });
    const document = await house.ask({ url: `/api/payment-pages/${tokenOf(secret(), id)}/document` });
    expect([document.headers["content-type"], document.body.slice(0, 5)]).toEqual([
      "application/pdf",
      "%PDF-",
    ]);
    await sql`update invoices set due_on = '2020-01-01' where id = ${id}`.execute(runtime.database);
    expect((await page()).json()).toMatchObject({ state: "open", overdue: true });
    await say("POST", "/api/payments", {
      customer,
      amount: { amount: String(total), currency: "EUR" },
      method: "cash",
      invoices: [{ invoice: id, amount: String(total) }],
    });
    expect((await page()).json()).toMatchObject({ state: "paid", overdue: false, payable: false });
    expect((await say("GET", `/api/invoices/${id}/payment-link`)).body).toEqual({ address: null });
    await sql`update payment_allocations set allocated_on = '2020-01-01' where invoice_id = ${id}`.execute(
      runtime.database,
    );
    expect((await page()).json()).toMatchObject({ status: 410, code: "payment_link_over" });
  });

  it("is told why it does not open: the provider refuses, is away, or does not know the key", async () => {
    const { id } = await invoice();
    const open = () => openPayment(runtime, tokenOf(runtime.settings.secret, id));
    refusal = {
      status: 400,
      body: { error: { type: "invalid_request_error", message: "Amount too small" } },
    };
    await expect(open()).rejects.toMatchObject({
      code: "provider_refused",
      details: { params: { reason: "Amount too small" } },
    });
    refusal = { status: 500, body: {} };
    await expect(open()).rejects.toMatchObject({ code: "provider_unreachable" });
    refusal = { status: 401, body: { error: { type: "invalid_request_error" } } };
    await expect(open()).rejects.toMatchObject({ code: "provider_key_refused" });
    refusal = null;
    await say("PATCH", `/api/companies/${customer}`, { email: "other@example.com" });
    await open();
    await say("PATCH", `/api/companies/${customer}`, { email: "acme@example.com" });
    const tries = asked.splice(-4);
    // A key that is asked with other words is refused by the provider.
    expect(new Set(tries.map(({ key, form }) => `${key} ${form.toString()}`)).size).toBe(1);
  });
});

describe("a notice", () => {
  it("of a payment books it once, however often and by whichever events it is told", async () => {
    const { id, total } = await invoice();
    const reference = await opened(id);
    const told = paid(reference, "pi_1", total);
    expect(await outcome(send(told))).toBe("booked");
    expect(await Promise.all([outcome(send(told)), outcome(send(told))])).toEqual(["known", "known"]);
    expect(
      await outcome(
        send({ ...paid(reference, "pi_1", total), type: "checkout.session.async_payment_succeeded" }),
      ),
    ).toBe("noted");
    expect(await stateOf(id)).toMatchObject({ state: "paid" });
    expect(
      (
        await say(
          "GET",
          "/api/payments?filter=" +
            encodeURIComponent(JSON.stringify({ field: "provider_reference", op: "is", value: "pi_1" })),
        )
      ).body.data,
    ).toHaveLength(1);
  });

  it("of a payment is booked though its customer lies in the bin; one that cannot be is kept and told, and heeded again", async () => {
    const other = (await say("POST", "/api/companies", { name: "Gone" })).body.id;
    const { id, total } = await invoice("100", other);
    const reference = await opened(id);
    expect((await say("DELETE", `/api/companies/${other}`)).status).toBeLessThan(300);
    const told = paid(reference, "pi_gone", total);
    const rule = "alter table payments add constraint nothing_now check (provider_reference <> 'pi_gone')";
    await sql.raw(rule).execute(runtime.database);
    const failed = await send(told);
    expect(failed.statusCode).toBeGreaterThanOrEqual(400);
    const { rows } = await sql<{ outcome: string; told: string }>`
      select outcome, (select count(*)::text from notifications where kind = 'payment_not_booked') as told
      from payment_notices where payment = 'pi_gone'`.execute(runtime.database);
    expect(rows).toEqual([{ outcome: "failed", told: "1" }]);
    await sql`alter table payments drop constraint nothing_now`.execute(runtime.database);
    expect(await outcome(send(told))).toBe("booked");
    expect(await outcome(send(told))).toBe("known");
    expect(await stateOf(id)).toMatchObject({ state: "paid" });
  });

  it("that is forged, changed or old is refused, and books nothing", async () => {
    const { id, total } = await invoice();
    const reference = await opened(id);
    const told = paid(reference, "pi_2", total);
    const forged = await send(told, { secret: "whsec_other" });
    expect([forged.statusCode, forged.json().outcome]).toEqual([400, "notice_forged"]);
    const old = await send(told, { at: Math.floor(Date.now() / 1000) - 301 });
    expect([old.statusCode, old.json().outcome]).toEqual([400, "notice_stale"]);
    const bare = await house.ask({
      method: "POST",
      url: "/payment-notices/stripe",
      payload: JSON.stringify(told),
      headers: { "content-type": "application/json" },
    });
    expect(bare.statusCode).toBe(400);
    expect(await stateOf(id)).toMatchObject({ state: "issued" });
  });

  it("of a refund that comes before its payment waits for it; what was paid is open again", async () => {
    const { id, total } = await invoice();
    const reference = await opened(id);
    const refunded = event("charge.refunded", {
      payment_intent: "pi_3",
      amount_refunded: 2000,
      currency: "eur",
    });
    expect(await outcome(send(refunded))).toBe("waiting");
    expect(await outcome(send(paid(reference, "pi_3", total)))).toBe("booked");
    expect(await stateOf(id)).toMatchObject({ state: "partly_paid", open: { amount: "20.00" } });
    expect(await outcome(send(refunded))).toBe("known");
    const more = event("charge.refunded", { payment_intent: "pi_3", amount_refunded: 2000, currency: "eur" });
    expect(await outcome(send(more))).toBe("noted");
  });

  it("of something unknown or unfinished is answered and changes nothing", async () => {
    expect(await outcome(send(event("customer.created", { id: "cus_1" })))).toBe("ignored");
    expect(await outcome(send(paid("cs_unknown", "pi_4", 1)))).toBe("unknown");
    const { id, total } = await invoice();
    const reference = await opened(id);
    const later = event("checkout.session.completed", {
      id: reference,
      payment_intent: "pi_5",
      payment_status: "unpaid",
      amount_total: total * 100,
      currency: "eur",
    });
    expect(await outcome(send(later))).toBe("ignored");
    expect(
      await outcome(
        send(
          event("checkout.session.expired", {
            id: reference,
            payment_intent: null,
            payment_status: "unpaid",
          }),
        ),
      ),
    ).toBe("noted");
    expect(await stateOf(id)).toMatchObject({ state: "issued" });
  });
});

it("a refund is asked of the provider once, under its own key", async () => {
  const { id, total } = await invoice();
  const reference = await opened(id);
  asked.splice(0);
  await send(paid(reference, "pi_6", total + 10));
  const [payment] = (await say("GET", "/api/payments?sort=-created_at&limit=1")).body.data;
  expect(payment).toMatchObject({ credit: { amount: "10.00" } });
  const refund = (
    await say("POST", `/api/payments/${payment.id}/refunds`, { amount: "10", reason: "Too much" })
  ).body;
  const heard = { payload: { refund: refund.id } } as unknown as Parameters<typeof refundsGoOut.hear>[1];
  const isGivenBack = async () => {
    const { rows } = await sql<{ reference: string | null }>`
      select provider_reference as reference from refunds where id = ${refund.id}`.execute(runtime.database);
    return rows[0]?.reference;
  };
  await expect.poll(isGivenBack, { timeout: 60_000 }).toBeTruthy();
  await refundsGoOut.hear(runtime, heard);
  expect(
    asked.map(({ path, key, form }) => [path, key, form.get("amount"), form.get("payment_intent")]),
  ).toEqual([
    ["/v1/refunds?payment_intent=pi_6&limit=100", "undefined", null, null],
    ["/v1/refunds", refund.id, "1000", "pi_6"],
  ]);
});

it("a refund that somebody made in the provider's screens before ours went out is not made again", async () => {
  const { id, total } = await invoice();
  await send(paid(await opened(id), "pi_8", total + 30));
  const [payment] = (await say("GET", "/api/payments?sort=-created_at&limit=1")).body.data;
  given.set("pi_8", [{ id: "re_theirs", amount: 1000, currency: "eur", status: "succeeded", metadata: {} }]);
  asked.splice(0);
  const ask = async () =>
    (await say("POST", `/api/payments/${payment.id}/refunds`, { amount: "10", reason: "Too much" })).body.id;
  const referenceOf = async (refund: string) => {
    const { rows } = await sql<{ reference: string | null }>`
      select provider_reference as reference from refunds where id = ${refund}`.execute(runtime.database);
    return rows[0]?.reference ?? "";
  };
  const first = await ask();
  await expect.poll(() => referenceOf(first), { timeout: 60_000 }).toBe("re_theirs");
  const told = event("charge.refunded", { payment_intent: "pi_8", amount_refunded: 1000, currency: "eur" });
  expect(await outcome(send(told))).toBe("noted");
  expect(asked.filter(({ path }) => path === "/v1/refunds")).toEqual([]);
  // The next one is another.
  const second = await ask();
  await expect.poll(() => referenceOf(second), { timeout: 60_000 }).toBe(`re_${second.slice(-8)}`);
  expect((await say("GET", `/api/payments/${payment.id}`)).body).toMatchObject({
    credit: { amount: "10.00" },
    refunded: { amount: "20" },
  });
});

describe("a dispute", () => {
  const dispute = (payment: string, status: string, at = 0) => ({
    ...event(`charge.dispute.${status === "needs_response" ? "created" : "closed"}`, {
      id: `dp_${payment}`,
      payment_intent: payment,
      amount: 12000,
      currency: "eur",
      reason: "fraudulent",
      status,
      evidence_details: { due_by: 1_800_000_000 },
    }),
    created: 1_790_000_000 + at,
  });
  const kept = async (payment: string) =>
    (await say("GET", `/api/disputes?filter=${encodeURIComponent(`payment is "${payment}"`)}`)).body
      .data as object[];
  const newest = async () => (await say("GET", "/api/payments?sort=-created_at&limit=1")).body.data[0].id;

  it("is kept and told; lost it leaves its invoice open again, won after all it is paid again", async () => {
    const { id } = await invoice();
    await send(paid(await opened(id), "pi_9", 120));
    const payment = await newest();
    expect(await outcome(send(dispute("pi_9", "needs_response")))).toBe("booked");
    const about = {
      state: "needs_answer",
      reason: "fraud",
      due_on: "2027-01-15",
      amount: { amount: "120.00" },
    };
    expect(await kept(payment)).toMatchObject([about]);
    expect(await stateOf(id)).toMatchObject({ state: "paid" });
    expect((await say("GET", `/api/invoices/${id}/sums`)).body.settlements).toMatchObject([
      { disputed: true },
    ]);
    expect((await say("GET", "/api/notifications")).body.data[0]).toMatchObject({
      kind: "payment_disputed",
      recordId: payment,
    });
    expect(await outcome(send(dispute("pi_9", "lost", 20)))).toBe("booked");
    expect(await stateOf(id)).toMatchObject({ state: "issued", open: { amount: "120.00" } });
    expect((await say("GET", `/api/payments/${payment}`)).body).toMatchObject({
      refunded: { amount: "120" },
    });
    // One that was on its way for longer says nothing new, and what it took is no refund that the provider counts.
    expect(await outcome(send(dispute("pi_9", "under_review", 10)))).toBe("noted");
    const refunds = event("charge.refunded", { payment_intent: "pi_9", amount_refunded: 0, currency: "eur" });
    expect(await outcome(send(refunds))).toBe("noted");
    expect(await outcome(send(dispute("pi_9", "won", 30)))).toBe("booked");
    expect(await stateOf(id)).toMatchObject({ state: "paid" });
    expect(await kept(payment)).toMatchObject([{ state: "won", refund: null }]);
    const kinds = (await say("GET", "/api/notifications")).body.data.map((one: { kind: string }) => one.kind);
    expect(kinds.slice(0, 3)).toEqual(["dispute_won", "dispute_lost", "payment_disputed"]);
  });

  it("that is told before its payment waits for it", async () => {
    const { id } = await invoice();
    const reference = await opened(id);
    expect(await outcome(send(dispute("pi_10", "lost", 20)))).toBe("waiting");
    expect(await outcome(send(paid(reference, "pi_10", 120)))).toBe("booked");
    expect(await stateOf(id)).toMatchObject({ state: "issued", open: { amount: "120.00" } });
    expect(await kept(await newest())).toMatchObject([{ state: "lost", reason: "fraud" }]);
  });
});

it("a refund that the provider refuses is the customer's credit again, and who asked for it is told", async () => {
  const { id, total } = await invoice();
  await send(paid(await opened(id), "pi_7", total + 10));
  const [payment] = (await say("GET", "/api/payments?sort=-created_at&limit=1")).body.data;
  const body = { amount: "10", reason: "Too much" };
  refusal = {
    status: 400,
    body: { error: { type: "invalid_request_error", message: "Charge is disputed." } },
  };
  const refund = (await say("POST", `/api/payments/${payment.id}/refunds`, body)).body;
  const read = async () => (await say("GET", `/api/payments/${payment.id}`)).body;
  await expect
    .poll(read, { timeout: 60_000 })
    .toMatchObject({ credit: { amount: "10.00" }, refunded: { amount: "0" } });
  refusal = null;
  const heard = { payload: { refund: refund.id } } as unknown as Parameters<typeof refundsGoOut.hear>[1];
  const told = (await say("GET", "/api/notifications")).body.data;
  expect(told[0]).toMatchObject({ kind: "refund_refused", params: { reason: "Charge is disputed." } });
  asked.splice(0);
  await refundsGoOut.hear(runtime, heard);
  expect(asked).toEqual([]);
});

it("counts in the smallest unit of each currency, as the provider does", () => {
  expect([minorUnits("12.34", "EUR"), minorUnits("1234", "JPY"), minorUnits("1.230", "KWD")]).toEqual([
    "1234",
    "1234",
    "1230",
  ]);
  expect([amountOf(1234, "EUR"), amountOf(1234, "JPY"), amountOf(1230, "KWD")]).toEqual([
    "12.34",
    "1234",
    "1.230",
  ]);
  expect(() => minorUnits("12.345", "EUR")).toThrow(/amount/);
});

it("a bank's list is looked at before it is booked: its columns are told once, a broken line by its number", async () => {
  const { id: account } = (
    await say("POST", "/api/bank-accounts", { name: "Main", number: "DE1", currency: "EUR" })
  ).body;
  const file = (rows: readonly string[]) => ({
    name: "list.csv",
    content: Buffer.from(["Wann;Wieviel;Wer", ...rows].join("\n")).toString("base64"),
    account,
  });
  const look = async (body: object) => (await say("POST", "/api/bank-statement-previews", body)).body;
  const whole = file(["05.11.2026;12,50;Elena", "06.11.2026;-3,00;Bank"]);
  const unknown = await look(whole);
  expect(unknown).toMatchObject({ headings: ["Wann", "Wieviel", "Wer"], count: 0 });
  expect([unknown.samples[0], unknown.problem]).toEqual([
    ["05.11.2026", "12,50", "Elena"],
    expect.stringContaining("column"),
  ]);
  const columns = { day: "Wann", amount: "Wieviel", payer: "Wer" };
  expect(await look({ ...whole, columns })).toMatchObject({
    problem: null,
    count: 2,
    entries: [
      { line: 2, day: "2026-11-05", amount: "12.5", payer: "Elena" },
      { line: 3, day: "2026-11-06", amount: "-3", payer: "Bank" },
    ],
  });
  const broken = file(["05.11.2026;12,50;Elena", "06.11.2026;much;Bank"]);
  expect((await look({ ...broken, columns })).problem).toContain("Line 3");
  const bring = async (body: object) => (await say("POST", "/api/bank-statements", body)).body;
  expect(await bring({ ...whole, columns })).toMatchObject({ booked: 2, known: 0 });
  expect(await look(whole)).toMatchObject({ problem: null, count: 2, columns });
  expect(await bring(whole)).toMatchObject({ booked: 0, known: 2 });
});
