import { describe, expect, it } from "vitest";
import { type Actor } from "#records";
import { everything } from "../../../../test/office.ts";
import { readPartyTimeline } from "#customers/contract";
import * as contract from "../contract/index.ts";
import { openBillingDesk } from "../testing/billing-desk.ts";

const { office, ana, acme, read, pay, issuedInvoice } = await openBillingDesk();

const same = (one: string | undefined, other: string) => expect(Number(one)).toBe(Number(other));

describe("a payment", () => {
  it("pays several invoices, one in part, and what is left stays the customer's credit", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const payment = await pay("200", [
      { invoice: one, amount: "120" },
      { invoice: other, amount: "20" },
    ]);
    expect(payment).toMatchObject({ allocated: { amount: "140" }, credit: { amount: "60" } });
    expect([(await read(one))["state"], (await read(other))["state"]]).toEqual(["paid", "partly_paid"]);
    const put = (invoices: { invoice: string; amount: string }[]) =>
      office.ask(ana, contract.allocatePayment, { params: { id: payment.id }, body: { invoices } });
    await expect(put([{ invoice: one, amount: "121" }])).rejects.toMatchObject({ code: "exceeds_open" });
    await expect(
      put([
        { invoice: one, amount: "120" },
        { invoice: other, amount: "81" },
      ]),
    ).rejects.toMatchObject({ code: "exceeds_payment" });
    await put([
      { invoice: one, amount: "120" },
      { invoice: other, amount: "60" },
    ]);
    expect(await read(other)).toMatchObject({ state: "paid" });
    await office.ask(ana, contract.refundPayment, {
      params: { id: payment.id },
      body: { amount: "20", reason: "Too much" },
    });
    await expect(
      office.ask(ana, contract.refundPayment, {
        params: { id: payment.id },
        body: { amount: "0.01", reason: "More" },
      }),
    ).rejects.toMatchObject({ code: "exceeds_payment" });
  });

  it("stands on the timeline as words and their values, so that each is told in their own language", async () => {
    const invoice = await issuedInvoice("100");
    const { number } = await pay("120", [{ invoice, amount: "120" }]);
    const told = async (actor: Actor) =>
      (await office.ask(actor, readPartyTimeline, { params: { id: acme }, query: {} })).data.map(
        ({ title, details }) => ({ title, happening: details.happening }),
      );
    const happening = {
      text: "billing.timeline.payment_received",
      values: { number, name: "", amount: { amount: "120", currency: "EUR" } },
    };
    expect(await told(ana)).toContainEqual({
      title: `Payment ${String(number)}: €120.00 received`,
      happening,
    });
    const interaction = { ...everything, fields: { subject: "hidden" as const } };
    const blind = await office.colleague("Blind", { objects: { interaction } });
    expect((await told(blind)).every((one) => one.title === null && one.happening == null)).toBe(true);
  });

  it("is taken back with the reason, and what it paid is open again", async () => {
    const invoice = await issuedInvoice("100");
    const { id } = await pay("120", [{ invoice, amount: "120" }]);
    expect(
      await office.ask(ana, contract.reversePayment, {
        params: { id },
        body: { reason: "Returned by the bank" },
      }),
    ).toMatchObject({ state: "reversed", credit: { amount: "0" } });
    expect(await read(invoice)).toMatchObject({ state: "issued", paid: { amount: "0" } });
    await expect(
      office.ask(ana, contract.reversePayment, { params: { id }, body: { reason: "Again" } }),
    ).rejects.toMatchObject({ code: "payment_reversed" });
  });

  it("is given back whole, also what paid invoices where that is said; these are open again", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const { id } = await pay("180", [
      { invoice: one, amount: "120" },
      { invoice: other, amount: "60" },
    ]);
    const refund = (amount: string, reopen?: boolean) =>
      office.ask(ana, contract.refundPayment, {
        params: { id },
        body: { amount, reason: "Withdrawn", reopen },
      });
    await expect(refund("180")).rejects.toMatchObject({ code: "exceeds_payment" });
    await refund("70", true);
    expect(await read(other)).toMatchObject({ state: "issued", paid: { amount: "0" } });
    expect(await read(one)).toMatchObject({ state: "partly_paid", paid: { amount: "110" } });
    await refund("110", true);
    expect(await read(one)).toMatchObject({ state: "issued" });
    await expect(refund("1", true)).rejects.toMatchObject({ code: "exceeds_payment" });
  });

  it("is said anew by one of two who do so at once; the other is told", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const { id, version } = await pay("120", []);
    const put = (invoice: string) =>
      office.ask(ana, contract.allocatePayment, {
        params: { id },
        body: { invoices: [{ invoice, amount: "60" }], version },
      });
    await put(one);
    await expect(put(other)).rejects.toMatchObject({ code: "version_conflict" });
    expect(await read(one)).toMatchObject({ paid: { amount: "60" } });
  });

  it("has no fractions of a cent, and is assigned by nobody who may but read it", async () => {
    const invoice = await issuedInvoice("100");
    await expect(pay("0.001", [])).rejects.toMatchObject({ code: "field_invalid" });
    const { id } = await pay("120", []);
    const put = (actor: Actor, amount: string) =>
      office.ask(actor, contract.allocatePayment, {
        params: { id },
        body: { invoices: [{ invoice, amount }] },
      });
    await expect(put(ana, "119.991")).rejects.toMatchObject({ code: "field_invalid" });
    const reader = await office.colleague("Reader", {
      objects: { payment: { ...everything, change: "own" } },
      permissions: ["payments:record", "payments:reverse"],
    });
    await expect(put(reader, "120")).rejects.toMatchObject({ code: "not_allowed" });
    expect(await read(invoice)).toMatchObject({ state: "issued" });
  });

  it("pays nothing twice, however many do so at once", async () => {
    const invoice = await issuedInvoice("100");
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => pay("120", [{ invoice, amount: "120" }])),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const rejected = tries.flatMap((one) =>
      one.status === "rejected" ? [(one.reason as { code: string }).code] : [],
    );
    expect(new Set(rejected)).toEqual(new Set(["exceeds_open"]));
    const [sums] = await office.rows<{ paid: string; rows: string }>(
      `select v.paid::text, (select sum(amount)::text from payment_allocations where invoice_id = v.id) as rows from invoices v where id = '${invoice}'`,
    );
    same(sums?.paid, sums!.rows);
  });
});
