import { expect, test } from "vitest";
import { demonstrationLoaded, loadDemonstrationCompany } from "#sales/contract";
import { openOffice } from "../../../../test/office.ts";
import { demonstrateTrade } from "./trading.ts";

test("the demonstration company has quotes in every state, orders and deliveries, and hears of it once", async () => {
  const office = await openOffice();
  const me = await office.colleague("Me");
  await office.ask(me, loadDemonstrationCompany);
  const event = {
    name: demonstrationLoaded,
    object: "deal",
    records: [],
    sequence: "1",
    at: new Date().toISOString(),
    actorId: null,
  };
  await demonstrateTrade.hear(office.runtime, event);
  await demonstrateTrade.hear(office.runtime, event);
  const [facts] = await office.rows(`select
    (select array_agg(distinct state order by state) from quotes) as states,
    (select count(*)::int from quotes) = (select count(distinct deal_id)::int from quotes) as one_a_deal,
    (select count(*)::int from orders where state = 'completed') > 20 as completed,
    (select bool_and(delivered_on <= current_date) from deliveries) as all_delivered,
    (select count(*)::int from orders o where total is distinct from
      (select sum(l.total) from order_lines l where l.order_id = o.id)) as wrong_sums`);
  expect(facts).toEqual({
    states: ["accepted", "declined", "draft", "sent"],
    one_a_deal: true,
    completed: true,
    all_delivered: true,
    wrong_sums: 0,
  });
});
