import { beforeAll, expect, test } from "vitest";
import { type Actor, create } from "#records";
import { closeDeal, reopenDeal } from "#sales/contract";
import { everything, type Office, openOffice } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";

let office: Office;
let boss: Actor;
let ana: Actor;
let boris: Actor;
let plan: string;

const may = "2025-05-10";
const june = "2025-06-10";

beforeAll(async () => {
  office = await openOffice();
  boss = await office.colleague("Boss");
  const seller = { permissions: ["deals:close", "deals:move"] };
  [ana, boris] = [await office.colleague("Ana", seller), await office.colleague("Boris", seller)];
  await office.ask(boss, contract.setTargets, {
    body: { unit: "month", targets: [{ user: ana.userId, measure: "amount", on: may, value: "1000" }] },
  });
  const made = await office.ask(boss, contract.makePlan, {
    body: {
      name: "Sellers",
      unit: "month",
      starts_on: "2025-05-01",
      tiers: [
        { from: "0", rate: "5" },
        { from: "100", rate: "8" },
      ],
      members: [ana.userId as string, boris.userId as string],
    },
  });
  plan = made.id;
});

let deals = 0;
async function won(amount: string, on: string, currency = "EUR"): Promise<string> {
  const deal = await office.as(boss, (work) =>
    create(work, "deal", {
      name: `Deal ${++deals}`,
      owner: ana.userId,
      opened_on: "2019-01-01",
      amount: { amount, currency },
    }),
  );
  await office.ask(boss, closeDeal, { params: { id: deal.id }, body: { outcome: "won", closed_on: on } });
  return deal.id;
}

const statement = (on: string, user = ana, as = boss) =>
  office.ask(as, contract.readStatement, {
    params: { id: plan },
    query: { on, user: user.userId as string },
  });
const close = (on: string) => office.ask(boss, contract.closePeriod, { params: { id: plan }, body: { on } });
const told = ({ rows }: Awaited<ReturnType<typeof statement>>) =>
  rows.map(({ deal, kind, reason, base, share, rate, amount }) =>
    [deal?.title, kind, reason, base, share, rate, amount].join(" "),
  );

test("a statement explains each amount, a closed one stays, and what changes later is made good in the next", async () => {
  const first = await won("800", may);
  const second = await won("600", "2025-05-20");
  await office.ask(boss, contract.splitCommission, {
    params: { id: second },
    body: {
      splits: [
        { user: ana.userId as string, share: "60" },
        { user: boris.userId as string, share: "40" },
      ],
    },
  });
  const open = await statement(may);
  expect(open).toMatchObject({ state: "open", quota: "1000", sold: "1160.00", total: "62.80" });
  expect(told(open)).toEqual([
    "Deal 1 earned  800.00 100 5 40.00",
    "Deal 2 earned  200.00 60 5 10.00",
    "Deal 2 earned  160.00 60 8 12.80",
  ]);
  expect(told(await statement(may, boris))).toEqual(["Deal 2 earned  240.00 40 5 12.00"]);

  await expect(close(june)).rejects.toThrow("earlier_period_open");
  expect(await close(may)).toEqual({ statements: 2 });
  await expect(close(may)).rejects.toThrow("already_done");
  await won("100", june);
  // The customer is lost after all: what was earned by it, and the better rate that it led to, goes back.
  await office.ask(boss, reopenDeal, { params: { id: first } });
  expect(await statement(may)).toMatchObject({ state: "closed", total: "62.80" });
  const next = await statement(june);
  expect(told(next)).toEqual([
    "Deal 3 earned  100.00 100 5 5.00",
    "Deal 1 correction gone -800.00 100 5 -40.00",
    "Deal 2 correction changed 0.00 60 5 -4.80",
  ]);
  expect(next).toMatchObject({ corrections: "-44.80", total: "-39.80" });
  await close(june);
  // What was made good is not made good again.
  expect(told(await statement("2025-07-01"))).toEqual([]);
  expect((await statement(june)).total).toBe("-39.80");
  await office.ask(boss, closeDeal, { params: { id: first }, body: { outcome: "won", closed_on: may } });
  expect(await statement("2025-07-01")).toMatchObject({ corrections: "44.80", total: "44.80" });
});

test("a new rate holds for what is not closed; a plan with a closed period is ended, not removed", async () => {
  const body = {
    name: "Sellers",
    unit: "month" as const,
    starts_on: "2025-05-01",
    tiers: [{ from: "0", rate: "10" }],
    members: [ana.userId as string, boris.userId as string],
  };
  await office.ask(boss, contract.changePlan, { params: { id: plan }, body });
  expect((await statement(may)).total).toBe("62.80");
  await won("50", "2025-07-15");
  expect(told(await statement("2025-07-01"))[0]).toBe("Deal 4 earned  50.00 100 10 5.00");
  await expect(office.ask(boss, contract.removePlan, { params: { id: plan } })).rejects.toThrow(
    "record_in_use",
  );
  await expect(
    office.ask(boss, contract.changePlan, { params: { id: plan }, body: { ...body, unit: "year" } }),
  ).rejects.toThrow("field_read_only");
  await expect(
    office.ask(boss, contract.makePlan, { body: { ...body, tiers: [{ from: "5", rate: "1" }] } }),
  ).rejects.toThrow("field_invalid");
  const today = new Date().toISOString().slice(0, 10);
  await expect(close(today)).rejects.toThrow("period_not_over");
});

test("an amount in another currency counts by the rate of its day, and not at all without one", async () => {
  await won("1000", "2025-07-20", "USD");
  expect(told(await statement("2025-07-01")).some((row) => row.startsWith("Deal 5"))).toBe(false);
  await office.as(boss, (work) =>
    create(work, "currency_rate", { currency: "USD", day: "2025-07-01", rate: "0.9" }),
  );
  await office.as(boss, (work) =>
    create(work, "currency_rate", { currency: "USD", day: "2025-08-01", rate: "2" }),
  );
  expect(told(await statement("2025-07-01"))).toContain("Deal 5 earned  900.00 100 10 90.00");
});

test("a seller sees their own statement and nobody else's; a deal that they may not see is told without its name and amount", async () => {
  expect(
    (await office.ask(ana, contract.readStatements, { query: { on: may } })).data.map(
      ({ user }) => user.title,
    ),
  ).toEqual(["Ana"]);
  expect((await office.ask(boss, contract.readStatements, { query: { on: may } })).data).toHaveLength(2);
  await expect(statement(may, boris, ana)).rejects.toThrow("not_found");
  await expect(
    office.ask(ana, contract.closePeriod, { params: { id: plan }, body: { on: may } }),
  ).rejects.toThrow("not_allowed");
  const reaching = (read: "own" | "none"): Actor => ({
    ...boris,
    rights: { ...boris.rights, objects: { ...boris.rights.objects, deal: { ...everything, read } } },
  });
  const { rows } = await statement(may, boris, reaching("own"));
  expect(rows.map(({ deal, title, amount }) => [deal, title, amount])).toEqual([[null, null, "12.00"]]);
  await expect(statement(may, boris, reaching("none"))).rejects.toThrow("not_found");
  const outsider = await office.colleague("Outsider", { permissions: [] });
  await expect(statement(may, ana, outsider)).rejects.toThrow("not_found");
  expect((await office.ask(outsider, contract.readPlans)).data).toEqual([]);
});

test("the parts of a deal are a hundred percent together", async () => {
  const deal = await won("10", "2025-07-21");
  const split = (splits: object[]) =>
    office.ask(boss, contract.splitCommission, { params: { id: deal }, body: { splits: splits as never } });
  await expect(split([{ user: ana.userId, share: "60" }])).rejects.toThrow("field_invalid");
  await expect(
    split([
      { user: ana.userId, share: "50" },
      { user: ana.userId, share: "50" },
    ]),
  ).rejects.toThrow("field_invalid");
  await expect(split([{ user: deal, share: "100" }])).rejects.toThrow("link_not_found");
  expect((await split([{ user: boris.userId, share: "100" }])).data).toMatchObject([
    { user: { title: "Boris" }, share: "100" },
  ]);
  expect((await split([])).data).toEqual([]);
  const noted = await office.rows(
    `select changes, actor_id as by from history where record_id = '${deal}' and kind = 'deal_commission_split' order by id`,
  );
  const whole = { [boris.userId as string]: "100" };
  expect(noted).toEqual([
    { by: boss.userId, changes: { parts: { from: {}, to: whole } } },
    { by: boss.userId, changes: { parts: { from: whole, to: {} } } },
  ]);
});

test("who is paid by a plan that has ended is not paid again by the one behind it, and what was paid is taken back there", async () => {
  const carl = await office.colleague("Carl");
  const planFor = async (name: string, starts_on: string, ends_on: string | null) =>
    (
      await office.ask(boss, contract.makePlan, {
        body: {
          name,
          unit: "month",
          starts_on,
          ends_on,
          tiers: [{ from: "0", rate: "10" }],
          members: [carl.userId as string],
        },
      })
    ).id;
  const [before, after] = [
    await planFor("Until January", "2024-01-01", "2024-01-31"),
    await planFor("From February", "2024-02-01", null),
  ];
  const deal = await won("5000", "2024-01-15");
  await office.ask(boss, contract.splitCommission, {
    params: { id: deal },
    body: { splits: [{ user: carl.userId as string, share: "100" }] },
  });
  const closeOf = (id: string, on: string) =>
    office.ask(boss, contract.closePeriod, { params: { id }, body: { on } });
  const totalsOn = async (on: string) =>
    (await office.ask(carl, contract.readStatements, { query: { on } })).data.map(
      ({ plan: { name }, total, state }) => `${name} ${total} ${state}`,
    );
  await closeOf(before, "2024-01-15");
  expect(await totalsOn("2024-01-15")).toEqual(["Until January 500.00 closed"]);
  await office.ask(boss, reopenDeal, { params: { id: deal } });
  const again = { outcome: "won", closed_on: "2024-02-20" } as const;
  await office.ask(boss, closeDeal, { params: { id: deal }, body: again });
  expect(await totalsOn("2024-02-20")).toEqual(["From February 0.00 open", "Until January -500.00 open"]);
  await closeOf(after, "2024-02-20");
  // Nobody closes the months behind the end of a plan until something is to be corrected there.
  await closeOf(before, "2024-04-10");
  await expect(closeOf(before, "2024-03-10")).rejects.toThrow("earlier_period_open");
  expect(await totalsOn("2024-04-10")).toEqual(["From February 0.00 open", "Until January -500.00 closed"]);
  // Taken back there, it counts where it was won again, as what is added to a closed month.
  expect(await totalsOn("2024-03-10")).toEqual(["From February 500.00 open"]);
});

test("what was closed long ago is corrected, too", async () => {
  const dora = await office.colleague("Dora");
  const body = {
    name: "Long",
    unit: "month" as const,
    starts_on: "2020-01-01",
    tiers: [{ from: "0", rate: "10" }],
    members: [dora.userId as string],
  };
  const { id } = await office.ask(boss, contract.makePlan, { body });
  const deal = await won("100", "2020-01-10");
  const splits = [{ user: dora.userId as string, share: "100" }];
  await office.ask(boss, contract.splitCommission, { params: { id: deal }, body: { splits } });
  for (let month = 0; month < 26; month++) {
    const on = new Date(Date.UTC(2020, month, 10)).toISOString().slice(0, 10);
    await office.ask(boss, contract.closePeriod, { params: { id }, body: { on } });
  }
  await office.ask(boss, reopenDeal, { params: { id: deal } });
  const query = { on: "2022-03-10", user: dora.userId as string };
  const { rows } = await office.ask(boss, contract.readStatement, { params: { id }, query });
  expect(rows.map(({ reason, amount }) => [reason, amount])).toEqual([["gone", "-10.00"]]);
});
