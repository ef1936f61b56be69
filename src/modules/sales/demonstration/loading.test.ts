import { describe, expect, it } from "vitest";
import { locales } from "#kernel/locale";
import { type Office, openOffice } from "../../../../test/office.ts";
import { loadDemonstrationCompany } from "../contract/index.ts";

async function loadedOffice(locale: string): Promise<Office> {
  const office = await openOffice();
  await office.rows(`update organisation set locale = '${locale}'`);
  const me = await office.colleague("Me");
  const loaded = await office.ask(me, loadDemonstrationCompany);
  expect(loaded).toMatchObject({ companies: 60, people: 180, deals: 140, users: 9 });
  return office;
}

describe.each(locales)("the demonstration company in %s", (locale) => {
  it("is a business with a past, a present and things to do", async () => {
    const office = await loadedOffice(locale);
    const [facts] = await office.rows<Record<string, unknown>>(`select
      (select count(distinct s.kind)::int from deals d join stages s on s.id = d.stage_id) as kinds,
      (select count(distinct d.stage_id)::int from deals d join stages s on s.id = d.stage_id where s.kind = 'open') as open_stages,
      (select count(*)::int from interactions where at > now()) as calls_to_come,
      (select count(*) > 300 from interactions) as many_contacts,
      (select count(*) > 0 from tasks where due_at < now() - interval '1 day' and done_at is null) as overdue,
      (select count(*) > 0 from tasks where due_at > now() + interval '1 day') as planned,
      (select count(*)::int from stage_changes where left_at < entered_at) as backwards,
      (select count(*)::int from deals d where (select count(*) from stage_changes c where c.deal_id = d.id and c.left_at is null) <> 1) as lost_track,
      (select count(*)::int from deals d where round(d.amount, 2) is distinct from
        (select round(sum(quantity * price * (1 - discount / 100)), 2) from deal_products l where l.deal_id = d.id)) as wrong_amounts,
      (select count(*)::int from deals where closed_on > current_date or opened_on > current_date) as future_deals,
      (select count(*)::int from contact_points where kind = 'phone' and normalised !~ '^\\+\\d+$') as odd_phones`);
    expect(facts).toEqual({
      kinds: 3,
      open_stages: 4,
      calls_to_come: 0,
      many_contacts: true,
      overdue: true,
      planned: true,
      backwards: 0,
      lost_track: 0,
      wrong_amounts: 0,
      future_deals: 0,
      odd_phones: 0,
    });
  });
});

it("the demonstration company is written in the language of the organisation", async () => {
  const office = await loadedOffice("bg");
  const latin = await office.rows<{ name: string }>(
    "select name from parties where name !~ '[А-Яа-я]' union all select subject from tasks where subject !~ '[А-Яа-я]'",
  );
  expect(latin).toEqual([]);
});

it("the demonstration company comes only into an empty organisation, and only from an administrator", async () => {
  const office = await loadedOffice("en");
  const again = office.ask(await office.colleague("Again"), loadDemonstrationCompany);
  await expect(again).rejects.toMatchObject({ code: "demonstration_not_empty" });
  const seller = await office.colleague("Seller", { permissions: ["deals:move"] });
  await expect(office.ask(seller, loadDemonstrationCompany)).rejects.toMatchObject({ code: "not_allowed" });
});
