import { expect, test } from "vitest";
import { demonstrationLoaded, loadDemonstrationCompany } from "#sales/contract";
import { openOffice } from "../../../../test/office.ts";
import { demonstrateService } from "./serving.ts";

test("the demonstration company has tickets wherever they can stand, with deadlines, and hears of it once", async () => {
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
  await demonstrateService.hear(office.runtime, event);
  await demonstrateService.hear(office.runtime, event);
  const [facts] = await office.rows(`select count(*)::int as tickets, count(distinct s.kind)::int as kinds,
    bool_and(t.solution_due is not null or s.kind in ('waiting', 'on_hold')) as promised, bool_and(t.created_at < now()) as past
    from tickets t join ticket_statuses s on s.id = t.status_id`);
  expect(facts).toEqual({ tickets: 30, kinds: 6, promised: true, past: true });
  const [known] =
    await office.rows(`select (select count(*)::int from articles where state = 'published') as articles,
    (select count(*)::int from installed_products) as installed`);
  expect(known).toEqual({ articles: 3, installed: 12 });
});
