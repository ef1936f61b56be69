import Big from "big.js";
import { expect, it } from "vitest";
import * as contract from "../contract/index.ts";
import { type Amounts, openBillingDesk } from "../testing/billing-desk.ts";

const { office, ana, order, read, orderOf, linesOf, invoiced, issue, credit, pay } = await openBillingDesk();

const same = (one: string | undefined, other: string) => expect(Number(one)).toBe(Number(other));

it("a deposit bears tax, is taken off the final invoice once, and both come to the order", async () => {
  const id = await order([{ price: "333.33", quantity: "3" }]);
  const deposit = await office.ask(ana, contract.invoiceDeposit, { params: { id }, body: { percent: "30" } });
  const asked = deposit["total"] as { amount: string };
  await expect(
    office.ask(ana, contract.invoiceDeposit, { params: { id }, body: { percent: "71" } }),
  ).rejects.toMatchObject({ code: "more_than_left" });
  expect(await issue(deposit.id)).toMatchObject({ number: expect.stringMatching(/^DEP-/), kind: "deposit" });
  await pay(asked.amount, [{ invoice: deposit.id, amount: asked.amount }]);
  const final = await invoiced(id);
  await issue(final.id);
  const whole = (await orderOf(id)) as unknown as Amounts;
  same(new Big((await read(final.id)).total.amount).plus(asked.amount).toFixed(), whole.total.amount);
  expect(await linesOf("invoice_lines", "invoice", final.id)).toHaveLength(2);
});

it("a deposit that was taken off is not credited again, and only what is left of one is taken off", async () => {
  const paidDeposit = async (id: string) => {
    const { id: deposit } = await office.ask(ana, contract.invoiceDeposit, {
      params: { id },
      body: { percent: "60" },
    });
    await issue(deposit);
    await pay("72", [{ invoice: deposit, amount: "72" }]);
    return deposit;
  };
  const id = await order([{ price: "100", quantity: "1" }]);
  const deposit = await paidDeposit(id);
  const early = await credit(deposit, { reason: "mistake" });
  const final = await invoiced(id);
  expect(await issue(final.id)).toMatchObject({ total: { amount: "48.00" } });
  await expect(issue(early.id)).rejects.toMatchObject({ code: "more_than_left" });
  await expect(credit(deposit, { reason: "mistake" })).rejects.toMatchObject({ code: "nothing_left" });
  await expect(
    office.rows(
      `update invoices set state = 'issued', number = 'CN-Y', issued_on = now() where id = '${early.id}'`,
    ),
  ).rejects.toThrow(/more than is left/);
  const other = await order([{ price: "100", quantity: "1" }]);
  const part = await paidDeposit(other);
  await issue((await credit(part, { amount: "12" })).id);
  const last = await invoiced(other);
  expect(await issue(last.id)).toMatchObject({ total: { amount: "60.00" }, net: { amount: "50.00" } });
});
