import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, archive, create, get, update } from "#records";
import { type Office, openOffice, partyOf, sellerWithin } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { askToDecide, keepContracts, renewOrEnd } from "../contracts/keeping-time.ts";
import { invoiceSubscriptions, invoiceThese } from "./invoicing.ts";
import { spokenDays } from "./spoken-days.ts";
import { dayAfter, dayBefore, daysLater, monthsLater } from "./periods.ts";

let office: Office;
let ana: Actor;
let acme: string;
let today: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Acme" });
  today = await office.as(ana, async (work) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Sofia" }).format(work.now),
  );
});

const line = (price: string, more: object = {}) => ({
  description: "Support",
  quantity: "1",
  price,
  ...more,
});
async function subscription(values: object = {}, price = "100"): Promise<string> {
  const { id } = await office.as(ana, (work) =>
    create(work, "subscription", { name: "Support", customer: acme, starts_on: today, ...values }),
  );
  await office.ask(ana, contract.setSubscriptionLines, { params: { id }, body: { lines: [line(price)] } });
  await office.ask(ana, contract.startSubscription, { params: { id } });
  return id;
}
const read = (id: string) => office.as(ana, (work) => get(work, "subscription", id));
const run = () => invoiceSubscriptions(office.runtime);
const documents = (id: string) =>
  office.rows<{ kind: string; state: string; net: string; lines: string }>(
    `select v.kind, v.state, v.net::text, (select string_agg(l.description, '; ' order by position) from invoice_lines l where l.invoice_id = v.id) as lines
     from invoices v where subscription_id = '${id}' order by v.created_at, v.id`,
  );
const nets = async (id: string) => (await documents(id)).map(({ kind, net }) => `${kind} ${Number(net)}`);
const ledger = async (id: string) =>
  (
    await office.rows<{ told: string }>(
      `select day || ' ' || kind || ' ' || trim_scale(amount) as told from mrr_movements where subscription_id = '${id}' and archived_at is null order by day`,
    )
  ).map(({ told }) => told);

describe("a subscription", () => {
  it("is invoiced once for each period, however often the job runs, and by two at once", async () => {
    const id = await subscription({ starts_on: monthsLater(today, -2) });
    await Promise.all([run(), run()]);
    await run();
    expect(await nets(id)).toEqual(["invoice 300"]);
    expect(
      await office.rows(`select 1 from subscription_periods where subscription_id = '${id}'`),
    ).toHaveLength(3);
    expect(await read(id)).toMatchObject({
      recurring: { amount: "100" },
      next_invoice_on: monthsLater(today, 1),
    });
    const [invoice] = await documents(id);
    expect(invoice).toMatchObject({ state: "issued" });
    await expect(office.as(ana, (work) => archive(work, "subscription", [id]))).rejects.toMatchObject({
      code: "subscription_running",
    });
  });

  it("is invoiced in the language of its customer: days, and what the law wants said of the tax", async () => {
    const customer = await partyOf(office, ana, "company", {
      name: "Ibérica",
      language: "es",
      tax_number: "ESB12345678",
      address: { country: "ES" },
    });
    const id = await subscription({ customer, starts_on: "2026-01-05", ends_on: "2026-02-04" });
    await run();
    const said = await office.rows<{ description: string; notes: string }>(
      `select l.description, v.tax_notes as notes from invoice_lines l join invoices v on v.id = l.invoice_id where v.subscription_id = '${id}'`,
    );
    expect(said[0]).toEqual({
      description: "Support, 5 ene – 4 feb 2026",
      notes: expect.stringContaining("Inversión del sujeto pasivo"),
    });
    expect(spokenDays({ from: "2026-11-05", until: "2026-11-30" }, "bg")).toBe("5.11 – 30.11.2026 г.");
  });

  it("whose draft was thrown away is charged for that period with the next invoice", async () => {
    const settings = await office.ask(ana, contract.readBillingSettings);
    const issuing = (issue_subscriptions: boolean) =>
      office.ask(ana, contract.changeBillingSettings, { body: { ...settings, issue_subscriptions } });
    await issuing(false);
    const id = await subscription();
    await run();
    const [draft] = await office.rows<{ id: string }>(
      `select id from invoices where subscription_id = '${id}' and state = 'draft'`,
    );
    await office.as(ana, (work) => archive(work, "invoice", [draft!.id]));
    await issuing(true);
    await office.rows(`update subscriptions set next_invoice_on = '${today}' where id = '${id}'`);
    await run();
    const left = await office.rows<{ net: string }>(
      `select trim_scale(net)::text as net from invoices where subscription_id = '${id}' and archived_at is null`,
    );
    expect(left).toEqual([{ net: "100" }]);
  });

  it("takes no discount above what its seller may give, and no class of tax that nobody knows", async () => {
    const seller = await sellerWithin(office, 10);
    const id = await subscription();
    const put = (actor: Actor, more: object) =>
      office.ask(actor, contract.setSubscriptionLines, {
        params: { id },
        body: { lines: [line("100", more)] },
      });
    await expect(put(seller, { discount: "50" })).rejects.toMatchObject({ code: "discount_above_limit" });
    await put(ana, { discount: "50" });
    const [agreed] = await office.rows<{ id: string }>(
      `select id from subscription_lines where subscription_id = '${id}' and archived_at is null and until_on is null`,
    );
    await put(seller, { id: agreed?.id, discount: "50", quantity: "2" });
    await expect(put(ana, { tax_class: "nope" })).rejects.toMatchObject({ code: "tax_rate_missing" });
    await run();
  });

  it("leaves nothing of a batch that was killed, and makes it all with the next", async () => {
    const id = await subscription();
    const killed = office.runtime.runAsSystem(async (work) => {
      await invoiceThese(work, [id]);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await documents(id)).toEqual([]);
    await run();
    expect(await nets(id)).toEqual(["invoice 100"]);
  });

  it("that cannot be invoiced holds up no other, and its owner is told; what is gone of one does not stop it", async () => {
    const contact = await partyOf(office, ana, "person", { name: { given: "Gone", family: "Soon" } });
    const [good, left, bad] = [await subscription(), await subscription({ contact }), await subscription()];
    await office.as(ana, (work) => archive(work, "person", [contact]));
    await expect(
      office.ask(ana, contract.setSubscriptionLines, {
        params: { id: bad },
        body: { lines: [line("1", { tax_class: "nope" })] },
      }),
    ).rejects.toMatchObject({ code: "tax_rate_missing" });
    await office.rows(`update subscription_lines set tax_class = 'nope' where subscription_id = '${bad}'`);
    await run();
    await run();
    expect([await nets(good), await nets(left), await nets(bad)]).toEqual([
      ["invoice 100"],
      ["invoice 100"],
      [],
    ]);
    expect(await read(bad)).toMatchObject({ next_invoice_on: today });
    expect(
      await office.rows(
        `select user_id from notifications where kind = 'subscription_not_invoiced' and record_id = '${bad}'`,
      ),
    ).toEqual([{ user_id: ana.userId }]);
    await office.rows(`update subscription_lines set tax_class = null where subscription_id = '${bad}';`);
    await office.rows(`update subscriptions set set_aside_until = '${today}' where id = '${bad}'`);
    await run();
    expect(await nets(bad)).toEqual(["invoice 100"]);
  });

  it("that changes its price is charged by days in both directions, with the next invoice", async () => {
    const id = await subscription({ starts_on: monthsLater(today, -1) });
    await run();
    const half = daysLater(monthsLater(today, -1), 10);
    await office.ask(ana, contract.setSubscriptionLines, {
      params: { id },
      body: { from_on: half, lines: [line("160")] },
    });
    expect((await ledger(id)).map((one) => one.split(" ").slice(1).join(" "))).toEqual([
      "new 100",
      "expansion 60",
    ]);
    await office.rows(`update subscriptions set next_invoice_on = '${today}' where id = '${id}'`);
    await run();
    const [, second] = await documents(id);
    // The rest of the month before, and what of this month was charged at the old price.
    expect(Number(second?.net)).toBeGreaterThan(95);
    expect(Number(second?.net)).toBeLessThan(105);
    expect(await read(id)).toMatchObject({ recurring: { amount: "160" } });
    await run();
    expect(await documents(id)).toHaveLength(2);
  });

  it("that is cancelled at once credits the days that were charged beyond; with the end of the period it does not", async () => {
    const [now, later] = [await subscription(), await subscription()];
    await run();
    const cancel = (id: string, at: "now" | "period_end") =>
      office.ask(ana, contract.cancelSubscription, { params: { id }, body: { at, reason: "Too dear" } });
    const ended = await cancel(now, "now");
    expect(ended).toMatchObject({ ends_on: today, next_invoice_on: null, state: "cancelled" });
    const [invoice, note] = await documents(now);
    expect([invoice?.kind, note?.kind]).toEqual(["invoice", "credit_note"]);
    expect(Number(note?.net)).toBeGreaterThan(95);
    expect(Number(note?.net)).toBeLessThan(100);
    await cancel(later, "period_end");
    expect(await nets(later)).toEqual(["invoice 100"]);
    expect(await read(later)).toMatchObject({
      ends_on: dayBefore(monthsLater(today, 1)),
      next_invoice_on: null,
    });
    await office.ask(ana, contract.keepSubscription, { params: { id: later } });
    expect(await read(later)).toMatchObject({
      ends_on: null,
      state: "active",
      next_invoice_on: monthsLater(today, 1),
    });
    expect((await ledger(now)).map((one) => one.slice(11))).toEqual(["new 100", "churn -100"]);
  });

  it("is paused and goes on; its trial is free", async () => {
    const id = await subscription({ trial_ends_on: daysLater(today, 13) });
    await run();
    expect(await documents(id)).toEqual([]);
    expect(await read(id)).toMatchObject({
      recurring: { amount: "0" },
      next_invoice_on: daysLater(today, 14),
    });
    await office.ask(ana, contract.pauseSubscription, { params: { id }, body: { reason: "Moving" } });
    expect(await read(id)).toMatchObject({ state: "paused" });
    await expect(
      office.ask(ana, contract.pauseSubscription, { params: { id }, body: {} }),
    ).rejects.toMatchObject({ code: "already_done" });
    await office.ask(ana, contract.resumeSubscription, { params: { id } });
    expect(await read(id)).toMatchObject({ state: "active" });
    expect(await ledger(id)).toEqual([`${daysLater(today, 14)} new 100`]);
  });
});

it("recurring revenue is what its movements add up to, month by month", async () => {
  const { current, months, currency } = await office.ask(ana, contract.readRecurringRevenue, {
    query: { months: 3 },
  });
  const [sum] = await office.rows<{ sum: string }>(
    `select sum(recurring)::text as sum from subscriptions where currency = 'EUR'`,
  );
  expect(Number(current)).toBe(Number(sum?.sum));
  expect(currency).toBe("EUR");
  for (const one of months) {
    const moved =
      Number(one.new) +
      Number(one.expansion) +
      Number(one.contraction) +
      Number(one.churn) +
      Number(one.reactivation);
    expect(Number(one.before) + moved).toBeCloseTo(Number(one.after), 2);
  }
});

describe("a contract", () => {
  const contractOf = async (values: object) => {
    const { id } = await office.as(ana, (work) =>
      create(work, "contract", { name: "Frame", customer: acme, ...values }),
    );
    await office.ask(ana, contract.activateContract, { params: { id } });
    return id;
  };
  const stateOf = (id: string) => office.as(ana, (work) => get(work, "contract", id));

  it("that ends on a 31st does so again after shorter months", async () => {
    const id = await contractOf({
      starts_on: "2026-01-01",
      ends_on: "2026-01-31",
      renewal: "automatic",
      renewal_months: 1,
    });
    const endOf = async () => (await office.as(ana, (work) => get(work, "contract", id)))["ends_on"];
    await office.runtime.runAsSystem(renewOrEnd);
    const ends = Array.from({ length: 600 }, (_, months) => monthsLater("2026-01-31", months));
    expect(await endOf()).toBe(ends.find((day) => day >= today));
    await office.as(ana, (work) => update(work, "contract", id, { ends_on: "2026-02-28" }));
    await office.runtime.runAsSystem(renewOrEnd);
    expect(await endOf()).toBe(ends.find((day) => day >= today));
  });

  it("is renewed by itself as often as it takes, or ends, and whoever keeps it is asked once before the notice", async () => {
    const renewing = await contractOf({
      starts_on: monthsLater(today, -30),
      ends_on: dayBefore(today),
      renewal: "automatic",
      renewal_months: 12,
    });
    const ending = await contractOf({ starts_on: monthsLater(today, -30), ends_on: dayBefore(today) });
    const left = await partyOf(office, ana, "company", { name: "Left" });
    await contractOf({ customer: left, starts_on: today, ends_on: daysLater(today, 51), notice_days: 30 });
    await office.as(ana, (work) => archive(work, "company", [left]));
    const deciding = await contractOf({ starts_on: today, ends_on: daysLater(today, 50), notice_days: 30 });
    await office.runtime.runAsSystem(renewOrEnd);
    expect(await stateOf(renewing)).toMatchObject({
      state: "active",
      ends_on: monthsLater(dayBefore(today), 12),
      renewals: 1,
    });
    expect(await stateOf(ending)).toMatchObject({ state: "ended" });
    await office.runtime.runAsSystem(askToDecide);
    await keepContracts(office.runtime);
    const tasks = await office.rows<{ subject: string }>(
      "select subject from tasks where subject like 'Renew or give notice%'",
    );
    expect(tasks[0]?.subject).toMatch(/ ends on \d{1,2} \p{L}+ \d{4}$/u);
    // One of them about a customer who lies in the bin.
    expect(tasks).toHaveLength(2);
    expect(
      await office.rows(`select 1 from contract_notices where contract_id = '${deciding}'`),
    ).toHaveLength(1);
  });

  it("that is given notice ends with its last day, and its subscriptions with it", async () => {
    const id = await contractOf({ starts_on: today, ends_on: daysLater(today, 200), renewal: "automatic" });
    const running = await subscription({ contract: id });
    await office.ask(ana, contract.terminateContract, { params: { id }, body: { reason: "Merger" } });
    expect(await stateOf(id)).toMatchObject({ state: "terminated", renewal: "none" });
    expect(await read(running)).toMatchObject({
      ends_on: daysLater(today, 200),
      state: "cancelled",
      next_invoice_on: today,
    });
    expect((await ledger(running)).at(-1)).toBe(`${dayAfter(daysLater(today, 200))} churn -100`);
  });
});
