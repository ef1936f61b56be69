import Big from "big.js";
import { sql } from "kysely";
import { AppError, errorStatus } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { notify, usersPermitted } from "#platform";
import { type Protocol, type ProtocolAnswer, type Runtime, type Work, stranger } from "#records";
import { lockInvoices } from "../invoices/document-in-hand.ts";
import { receive } from "../payments/recording.ts";
import { isOfItself } from "../subscriptions/setting-aside.ts";
import { disputeAsTold } from "./disputes-told.ts";
import { openProvider } from "./keys.ts";
import type { Dispute, Notice, PaymentProvider } from "./provider.ts";
import { refundAsTold } from "./refunds-told.ts";

/** Where providers of payments tell what happened: signed, each notice heeded once, in whatever order they come. */
export const paymentNotices: Protocol = {
  name: "payment-notices",
  path: "/payment-notices",
  methods: ["POST"],
  entrances: [],
  bodyLimit: 256 * 1024,
  challenge: "Signature",
  source: "system",
  // Whoever sends a notice proves nothing but the notice itself, by its signature.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, _actor, { method, path, headers, body }) {
    try {
      const provider = await openProvider(runtime);
      if (method !== "POST" || path !== `/payment-notices/${provider.name}`) return told(404, "not_found");
      return told(200, await hearNotice(runtime, provider, { body, signature: headers[provider.signedBy] }));
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return told(errorStatus[error.code], error.code);
      throw error;
    }
  },
};

function told(status: number, outcome: string): ProtocolAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ outcome }) };
}

type Outcome = "booked" | "noted" | "waiting" | "unknown" | "ignored" | "known";

/** Heeds a notice. `known` where it was told before. Throws `notice_forged`, `notice_stale`. */
export async function hearNotice(
  runtime: Runtime,
  provider: PaymentProvider,
  signed: { readonly body: string; readonly signature: string | undefined },
): Promise<Outcome> {
  const notice = provider.readNotice({ ...signed, now: new Date() });
  try {
    return await runtime.runAsSystem(async (work) => {
      if (!(await isNew(work, notice))) return "known";
      const outcome = await heed(work, notice);
      await sql`update payment_notices set outcome = ${outcome} where provider = ${notice.provider} and notice = ${notice.id}`.execute(
        work.db,
      );
      return outcome;
    });
  } catch (problem) {
    if (isOfItself(problem)) await runtime.runAsSystem((work) => keepFailed(work, notice));
    throw problem;
  }
}

// A notice that is being heeded holds its row: the same one told meanwhile waits, and is known then. One that failed is heeded anew.
async function isNew(
  work: Work,
  notice: Notice,
  outcome: "ignored" | "failed" = "ignored",
): Promise<boolean> {
  const { provider, id, kind, reference, payment, amount, currency, happenedAt, dispute } = notice;
  const { rows } = await sql`
    insert into payment_notices (provider, notice, kind, reference, payment, amount, currency, happened_at, outcome, dispute)
    values (${provider}, ${id}, ${kind}, ${reference}, ${payment}, ${amount}::numeric, ${currency}, ${happenedAt}, ${outcome},
      ${dispute ? JSON.stringify(dispute) : null}::jsonb)
    on conflict (provider, notice) do update set outcome = ${outcome} where payment_notices.outcome = 'failed'
    returning 1`.execute(work.db);
  return rows.length > 0;
}

/** What is true and cannot be booked is not lost: it is kept, and those who keep payments are told, once. */
async function keepFailed(work: Work, notice: Notice): Promise<void> {
  if (!(await isNew(work, notice, "failed"))) return;
  const params = { title: notice.payment ?? notice.reference ?? notice.id };
  await notify(work, await usersPermitted(work, "settings:change"), "payment_not_booked", {
    params,
    once: `payment not booked ${notice.id}`,
  });
}

async function heed(work: Work, notice: Notice): Promise<Exclude<Outcome, "known">> {
  switch (notice.kind) {
    case "paid":
      return book(work, notice);
    case "failed":
    case "expired":
      return closeRequest(work, notice);
    case "refunded":
      return refundAsTold(work, notice);
    case "disputed":
      return disputeAsTold(work, notice);
    case "other":
      return "ignored";
  }
}

/** Books what was paid, once for each payment, on the invoice it was for, as far as that is open; the rest is the customer's credit. */
async function book(work: Work, notice: Notice): Promise<Exclude<Outcome, "known">> {
  const request = await takeRequest(work, notice);
  if (!request || !notice.payment || !notice.amount || !notice.currency) return "unknown";
  const { rows: before } = await sql`
    select 1 from payments where provider = ${notice.provider} and provider_reference = ${notice.payment}`.execute(
    work.db,
  );
  if (before.length > 0) return "noted";
  const [invoice] = await lockInvoices(work, [request.invoice]);
  if (!invoice) return "unknown";
  const isPayable = invoice.currency === notice.currency && invoice.kind !== "credit_note";
  const share = isPayable ? (new Big(invoice.open).lt(notice.amount) ? invoice.open : notice.amount) : "0";
  await receive(
    work,
    {
      customer: invoice.customer,
      amount: { amount: notice.amount, currency: notice.currency },
      received_on: dayIn(work.timeZone, notice.happenedAt),
      method: "provider",
      origin: "provider",
      provider: notice.provider,
      provider_reference: notice.payment,
      reference: invoice.number,
    },
    Number(share) > 0 ? [{ invoice: invoice.id, amount: share }] : [],
  );
  await sql`update payment_requests set state = 'paid' where id = ${request.id}`.execute(work.db);
  await heedWaiting(work, notice.provider, notice.payment);
  return "booked";
}

async function closeRequest(work: Work, notice: Notice): Promise<"noted" | "unknown"> {
  const request = await takeRequest(work, notice);
  if (!request) return "unknown";
  // One that is paid stays so, whichever notice came first.
  await sql`update payment_requests set state = ${notice.kind} where id = ${request.id} and state <> 'paid'`.execute(
    work.db,
  );
  return "noted";
}

async function takeRequest(
  work: Work,
  { provider, reference }: Notice,
): Promise<{ id: string; invoice: string } | undefined> {
  const { rows } = await sql<{ id: string; invoice: string }>`
    select id, invoice_id as invoice from payment_requests where provider = ${provider} and reference = ${reference} for update`.execute(
    work.db,
  );
  return rows[0];
}

type Waiting = Omit<Notice, "provider" | "dispute"> & {
  readonly dispute: (Omit<Dispute, "dueAt"> & { readonly dueAt: string | null }) | null;
};

/** What was told of a payment before the payment itself. */
async function heedWaiting(work: Work, provider: string, payment: string): Promise<void> {
  const { rows } = await sql<Waiting>`
    select notice as id, kind, reference, payment, amount::text, currency, happened_at as "happenedAt", dispute from payment_notices
    where provider = ${provider} and payment = ${payment} and outcome = 'waiting' order by happened_at for update`.execute(
    work.db,
  );
  for (const { dispute, ...told } of rows) {
    const due = dispute?.dueAt;
    const outcome = await heed(work, {
      ...told,
      provider,
      dispute: dispute && { ...dispute, dueAt: due ? new Date(due) : null },
    });
    await sql`update payment_notices set outcome = ${outcome} where provider = ${provider} and notice = ${told.id}`.execute(
      work.db,
    );
  }
}
