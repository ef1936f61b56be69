import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, archive, create, createMany, get, list, update } from "#records";
import { type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { undo } from "../../../records/undoing/undoing.ts";
import {
  changeClosingRules,
  closeDeal,
  moveDeal,
  readPlaybook,
  readStageEntry,
  reopenDeal,
  splitDeal,
} from "../contract/index.ts";
import { usualClosingRules } from "./closing-rules.ts";
import { nextRecurrence } from "./recurrence.ts";
import { makeRecurringDeals } from "./recurring.ts";

let office: Office;
let ana: Actor;
let proposal: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  proposal = office.stages["Proposal"] ?? "";
});

const deal = (values: Record<string, unknown> = {}) =>
  office.as(ana, (work) => create(work, "deal", { name: "Deal", ...values })).then(({ id }) => id);
const make = (object: string, values: Record<string, unknown>) =>
  office.as(ana, (work) => create(work, object, values)).then(({ id }) => id);
const read = (id: string) => office.as(ana, (work) => get(work, "deal", id));
const move = (id: string, body: Record<string, unknown>) =>
  office.ask(ana, moveDeal, { params: { id }, body: { stage: proposal, ...body } });
const edge = { explain: async (thrown: unknown) => thrown } as never;

describe("on the way into a stage", () => {
  let check: string;
  beforeAll(async () => {
    await make("stage_requirement", { stage: proposal, kind: "field", field: "amount" });
    check = await make("stage_requirement", { stage: proposal, kind: "check", text: "Budget confirmed" });
  });

  it("a deal is asked for what is missing, by name, and comes in once that is given along", async () => {
    const id = await deal();
    const missing = {
      stage: { id: proposal, name: "Proposal" },
      fields: ["amount"],
      checks: [{ id: check, text: "Budget confirmed" }],
    };
    await expect(move(id, {})).rejects.toMatchObject({
      code: "deal_incomplete",
      details: {
        params: { stage: "Proposal", missing: "amount, Budget confirmed" },
        extra: { missing },
        errors: [
          { code: "field_required", field: "amount" },
          { code: "check_required", params: { check: "Budget confirmed" } },
        ],
      },
    });
    const asked = await office.ask(ana, readStageEntry, { params: { id }, query: { stage: proposal } });
    expect(asked).toEqual({ fields: missing.fields, checks: missing.checks });
    const amount = { amount: "100", currency: "EUR" };
    await expect(move(id, { checks: [check], values: { closed_on: "2026-01-01" } })).rejects.toMatchObject({
      code: "field_governed",
    });
    await expect(move(id, { values: { amount } })).rejects.toMatchObject({
      details: { extra: { missing: { fields: [] } } },
    });
    // Nothing of what was refused was kept.
    expect(await read(id)).toMatchObject({ amount: null });
    expect(await move(id, { values: { amount }, checks: [check] })).toMatchObject({
      stage: { title: "Proposal" },
    });
    const [ticked] = await office.rows(`select checked_by from deal_checks where deal_id = '${id}'`);
    expect(ticked).toEqual({ checked_by: ana.userId });
  });

  it("nothing is asked for where a move is taken back, or where a file brings it in", async () => {
    const id = await deal({ amount: { amount: "5", currency: "EUR" } });
    await move(id, { checks: [check] });
    await office.as(ana, (work) => update(work, "deal", id, { amount: null }));
    await office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Negotiation"] ?? "" } });
    await office.as(ana, (work) => undo(work, {}, edge));
    expect(await read(id)).toMatchObject({ stage: { title: "Proposal" }, amount: null });
    const [imported] = await office.as(
      ana,
      (work) => createMany(work, "deal", [{ name: "In", stage: proposal }], { governed: true }),
      "import",
    );
    expect(await read(imported ?? "")).toMatchObject({ stage: { title: "Proposal" } });
  });

  it("a field that nobody can fill in cannot be asked for", async () => {
    for (const field of ["probability", "stage", "nothing"])
      await expect(
        make("stage_requirement", { stage: proposal, kind: "field", field }),
      ).rejects.toMatchObject({ details: { field: "field" } });
    await expect(make("stage_requirement", { stage: proposal, kind: "check" })).rejects.toMatchObject({
      code: "field_required",
    });
  });
});

describe("closing asks for what the organisation wants", () => {
  it("reason, competitor, comment and fields, of won and of lost", async () => {
    const won = { reason: true, comment: true, competitor: true, fields: ["description"] };
    await office.ask(ana, changeClosingRules, { body: { ...usualClosingRules, won } });
    const id = await deal();
    const close = (body: object) =>
      office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won", ...body } });
    await expect(close({})).rejects.toMatchObject({
      code: "deal_incomplete",
      details: { extra: { missing: { fields: ["won_reason", "won_comment", "competitors"] } } },
    });
    const rival = await partyOf(office, ana, "company", { name: "Rival" });
    const told = { won_reason: "quality", won_comment: "Best chairs", competitors: [rival] };
    await expect(close(told)).rejects.toMatchObject({
      details: { extra: { missing: { fields: ["description"] } } },
    });
    expect(await close({ ...told, values: { description: "200 chairs" } })).toMatchObject({
      won_reason: "quality",
      won_comment: "Best chairs",
    });
    expect(await office.ask(ana, reopenDeal, { params: { id } })).toMatchObject({ won_reason: null });
    await office.ask(ana, changeClosingRules, { body: usualClosingRules });
    const wrong = { ...usualClosingRules, lost: { ...usualClosingRules.lost, fields: ["closed_on"] } };
    await expect(office.ask(ana, changeClosingRules, { body: wrong })).rejects.toMatchObject({
      code: "field_invalid",
    });
  });
});

it("a deal is stuck after the days of its stage, also when these change, and no more once it is closed", async () => {
  const id = await deal();
  const stage = office.stages["First contact"] ?? "";
  const days = async () => {
    const { stuck_at, stage_entered_at } = await read(id);
    return stuck_at === null
      ? null
      : (Date.parse(String(stuck_at)) - Date.parse(String(stage_entered_at))) / 86_400_000;
  };
  expect(await days()).toBe(30);
  await office.as(ana, (work) => update(work, "stage", stage, { days_limit: 7 }));
  expect(await days()).toBe(7);
  await office.rows(`update deals set stuck_at = now() - interval '1 hour' where id = '${id}'`);
  const stuck = { field: "stuck_at", op: "within", value: { period: { last: 3660 } } } as const;
  expect(
    (await office.as(ana, (work) => list(work, "deal", { filter: stuck }))).data.map((one) => one.id),
  ).toContain(id);
  await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "lost", lost_reason: "price" } });
  expect(await days()).toBeNull();
});

describe("a playbook", () => {
  it("becomes tasks each time that a deal comes into the stage, and its progress is read", async () => {
    const stage = office.stages["Negotiation"] ?? "";
    const boris = await office.colleague("Boris");
    await make("playbook_step", { stage, subject: "Call the buyer", kind: "call", due_days: 2 });
    await make("playbook_step", { stage, subject: "Check the contract", doer: "user", user: boris.userId });
    const id = await deal();
    await office.ask(ana, moveDeal, { params: { id }, body: { stage } });
    const tasks = () =>
      office.rows<{ subject: string; owner: string }>(
        `select t.subject, u.name as owner from tasks t join users u on u.id = t.owner_id where t.deal_id = '${id}' order by t.subject`,
      );
    expect(await tasks()).toEqual([
      { subject: "Call the buyer", owner: "Ana" },
      { subject: "Check the contract", owner: "Boris" },
    ]);
    const playbook = await office.ask(ana, readPlaybook, { params: { id } });
    expect(playbook).toMatchObject({
      stage: "Negotiation",
      steps: [{ subject: "Call the buyer", task: { done_at: null, owner: "Ana" } }, {}],
    });
    await office.as(ana, (work) => update(work, "deal", id, { next_step: "Wait" }));
    expect(await tasks()).toHaveLength(2);
    await office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Qualified"] ?? "" } });
    await office.ask(ana, moveDeal, { params: { id }, body: { stage } });
    expect(await tasks()).toHaveLength(4);
    expect((await office.ask(ana, readPlaybook, { params: { id } })).steps.every(({ task }) => task)).toBe(
      true,
    );
  });
});

describe("a deal that is split", () => {
  it("adds up to what it was, whatever the parts", async () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 4 }), cents, async (parts, left) => {
        const money = (amount: number) => (amount / 100).toFixed(2);
        const total = money(parts.reduce((sum, one) => sum + one, left));
        const id = await deal({ amount: { amount: total, currency: "EUR" } });
        const body = { parts: parts.map((one, at) => ({ name: `Part ${at}`, amount: money(one) })) };
        await office.ask(ana, splitDeal, { params: { id }, body });
        const [sum] = await office.rows<{ sum: string; count: number }>(
          `select sum(amount)::numeric(20, 2)::text as sum, count(*)::int as count from deals where id = '${id}' or split_from_id = '${id}'`,
        );
        expect(sum).toEqual({ sum: total, count: parts.length + 1 });
      }),
      { numRuns: 8 },
    );
  });

  it("keeps its customer and stage; too much, a closed deal and no amount are refused; undone it is whole", async () => {
    const company = await partyOf(office, ana, "company", { name: "Whole Ltd" });
    const id = await deal({ amount: { amount: "100", currency: "EUR" }, company });
    await make("deal_party", { deal: id, party: company, role: "payer" });
    const split = (amount: string) =>
      office.ask(ana, splitDeal, { params: { id }, body: { parts: [{ name: "Half", amount }] } });
    await expect(split("100")).rejects.toMatchObject({ code: "split_too_much" });
    const { parts } = await split("40.5");
    expect(await read(parts[0] ?? "")).toMatchObject({
      company: { id: company },
      amount: { amount: "40.5" },
      split_from: { id },
    });
    expect(await office.rows(`select role from deal_parties where deal_id = '${parts[0]}'`)).toEqual([
      { role: "payer" },
    ]);
    await office.as(ana, (work) => undo(work, {}, edge));
    expect(await read(id)).toMatchObject({ amount: { amount: "100" } });
    const empty = office.ask(ana, splitDeal, {
      params: { id: await deal() },
      body: { parts: [{ name: "Half", amount: "1" }] },
    });
    await expect(empty).rejects.toMatchObject({ code: "field_required" });
    await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } });
    await expect(split("1")).rejects.toMatchObject({ code: "already_done" });
  });

  it("is split by one of two who split it at once as far as there is enough", async () => {
    const id = await deal({ amount: { amount: "100", currency: "EUR" } });
    const split = () =>
      office.ask(ana, splitDeal, { params: { id }, body: { parts: [{ name: "Most", amount: "60" }] } });
    const both = await Promise.allSettled([split(), split()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await read(id)).toMatchObject({ amount: { amount: "40" } });
  });
});

describe("a deal that recurs", () => {
  it("is due on the same day of later periods, the end of a month being its end", () => {
    expect(nextRecurrence("2026-01-31", "monthly", "2026-01-31")).toBe("2026-02-28");
    expect(nextRecurrence("2026-01-31", "monthly", "2026-02-28")).toBe("2026-03-31");
    expect(nextRecurrence("2025-11-15", "yearly", "2026-11-15")).toBe("2027-11-15");
    expect(nextRecurrence("2026-01-10", "quarterly", "2026-09-01")).toBe("2026-10-10");
  });

  it("is made anew once for each period, however often and by how many it is looked for", async () => {
    const id = await deal({ recurs: "monthly", amount: { amount: "50", currency: "EUR" } });
    await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } });
    expect(await read(id)).toMatchObject({ recurs_next_on: expect.any(String) });
    await makeRecurringDeals(office.runtime);
    expect(await office.rows(`select 1 from deals where recurs_from_id = '${id}'`)).toEqual([]);
    await office.rows(
      `update deals set recurs_next_on = current_date - 3, closed_on = current_date - 40, opened_on = current_date - 50 where id = '${id}'`,
    );
    await Promise.all([makeRecurringDeals(office.runtime), makeRecurringDeals(office.runtime)]);
    await makeRecurringDeals(office.runtime);
    const made = await office.rows(
      `select d.name, d.amount::text, s.name as stage, d.recurs from deals d join stages s on s.id = d.stage_id where recurs_from_id = '${id}'`,
    );
    expect(made).toEqual([{ name: "Deal", amount: "50", stage: "First contact", recurs: null }]);
    expect(await office.rows("select 1 from notifications where kind = 'deal_recurred'")).toHaveLength(1);
    await office.as(ana, (work) => update(work, "deal", id, { recurs: null }));
    expect(await read(id)).toMatchObject({ recurs_next_on: null });
  });

  it("is made anew without the company that was put away, and stops no other", async () => {
    const company = await partyOf(office, ana, "company", { name: "Away" });
    const ids = [await deal({ recurs: "monthly", company }), await deal({ recurs: "monthly" })];
    for (const id of ids) await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } });
    await office.rows(
      `update deals set recurs_next_on = current_date - 3, closed_on = current_date - 40, opened_on = current_date - 50 where id in ('${ids.join("','")}')`,
    );
    await office.as(ana, (work) => archive(work, "company", [company]));
    await office.rows(`update deals set archived_at = null where id = '${ids[0]}'`);
    await makeRecurringDeals(office.runtime);
    expect(
      await office.rows(
        `select company_id from deals where recurs_from_id in ('${ids.join("','")}') order by recurs_from_id`,
      ),
    ).toEqual([{ company_id: null }, { company_id: null }]);
  });
});

describe("a pipeline of certain teams", () => {
  it("is sold in by these alone, and where it is kept to them, not there for anybody else", async () => {
    const { resolveActor } = await import("#platform");
    const [team] = await office.as(ana, (work) => createMany(work, "team", [{ name: "Partners" }]));
    const [inside, outside] = await office.as(ana, (work) =>
      createMany(work, "user", [{ name: "Inside", team }, { name: "Outside" }]),
    );
    const { rows } = office;
    const everything = { read: "all", change: "all", delete: "all", create: true, export: true, bulk: true };
    const grants = JSON.stringify({
      objects: { "*": everything },
      permissions: ["deals:move", "deals:close"],
    });
    const [role] = await rows<{ id: string }>(
      `insert into roles (name, grants) values ('Seller', '${grants}') returning id`,
    );
    await rows(
      `insert into user_roles (user_id, role_id) values ('${inside}', '${role?.id}'), ('${outside}', '${role?.id}')`,
    );
    const actorOf = async (id = "") => (await resolveActor(office.runtime.database, id)) as Actor;
    const pipeline = await make("pipeline", { name: "Partner sales", teams: [team], sold_by: "teams" });
    const stage = await make("stage", { name: "Talks", pipeline });
    const id = await office.as(await actorOf(inside), (work) =>
      create(work, "deal", { name: "Partner deal", stage }),
    );
    const sell = async (who?: string) =>
      office.as(await actorOf(who), (work) => create(work, "deal", { name: "Mine", stage }));
    await expect(sell(outside)).rejects.toMatchObject({ code: "pipeline_closed" });
    const seen = async (who?: string) => {
      const actor = await actorOf(who);
      const { data } = await office.as(actor, (work) =>
        list(work, "deal", { filter: { field: "name", op: "is", value: "Partner deal" } }),
      );
      const pipelines = await office.as(actor, (work) => list(work, "pipeline", {}));
      const stages = await office.as(actor, (work) =>
        list(work, "stage", { filter: { field: "name", op: "is", value: "Talks" } }),
      );
      return [data.length, pipelines.data.some((one) => one.id === pipeline), stages.data.length];
    };
    expect(await seen(outside)).toEqual([1, true, 1]);
    await office.as(ana, (work) => update(work, "pipeline", pipeline, { seen_by: "teams" }));
    expect(await seen(outside)).toEqual([0, false, 0]);
    expect(await seen(inside)).toEqual([1, true, 1]);
    const opened = office.as(await actorOf(outside), (work) => get(work, "deal", id.id));
    await expect(opened).rejects.toMatchObject({ code: "not_found" });
    await expect(sell(outside)).rejects.toMatchObject({ code: "link_not_found" });
    await office.as(ana, (work) => update(work, "pipeline", pipeline, { seen_by: "everyone" }));
    expect(await seen(outside)).toEqual([1, true, 1]);
  });
});
