import { expect, test } from "vitest";
import { loadDemonstrationCompany, demonstrationLoaded } from "#sales/contract";
import { demonstrationTraded } from "#trade/contract";
import { modules } from "../../../server/modules.ts";
import { openOffice } from "../../../../test/office.ts";
import { demonstrateBilling } from "./billing-trade.ts";

test("the demonstration company has invoices that are paid, due and overdue, and subscriptions", async () => {
  const office = await openOffice();
  await office.ask(await office.colleague("Me"), loadDemonstrationCompany);
  const heard = { object: "deal", records: [], sequence: "1", at: new Date().toISOString(), actorId: null };
  const trade = modules
    .flatMap(({ subscriptions = [] }) => subscriptions)
    .find(({ name }) => name === "trade.demonstration");
  await trade?.hear(office.runtime, { ...heard, name: demonstrationLoaded });
  for (let time = 0; time < 2; time++)
    await demonstrateBilling.hear(office.runtime, { ...heard, name: demonstrationTraded });
  const [facts] = await office.rows(`select
    (select count(*)::int from invoices where state = 'paid') > 15 as paid,
    (select count(*)::int from invoices where state = 'issued' and due_on < current_date) > 0 as overdue,
    (select count(*)::int from invoices) = (select count(distinct order_id)::int from invoices) as one_an_order,
    (select count(*)::int from invoices i where state = 'paid' and open <> 0) as paid_but_open,
    (select count(*)::int from subscriptions where state = 'active') as subscriptions,
    (select sum(amount) > 0 from mrr_movements) as recurring`);
  expect(facts).toEqual({
    paid: true,
    overdue: true,
    one_an_order: true,
    paid_but_open: 0,
    subscriptions: 7,
    recurring: true,
  });
});
