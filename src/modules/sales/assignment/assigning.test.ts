import { beforeEach, describe, expect, it } from "vitest";
import { type Actor, create, createMany, get, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { assignLead, changeLeadSettings, readAssignee, tryAssignment } from "../contract/index.ts";
import { usualMap } from "../leads/field-map.ts";
import { territoriesOf } from "../territories/territories-of.ts";
import { assignNewLeads, keepLeads } from "./keeping-leads.ts";

let office: Office;
let boss: Actor;
let team: string;
let [ana, boris, vera]: string[] = [];

beforeEach(async () => {
  office = await openOffice();
  boss = await office.colleague("Boss");
  await office.as(boss, async (work) => {
    team = (await create(work, "team", { name: "Sales" })).id;
    const below = (await create(work, "team", { name: "South", parent: team })).id;
    [ana, boris, vera] = await createMany(work, "user", [
      { name: "Ana", team },
      { name: "Boris", team },
      { name: "Vera", team: below },
    ]);
  });
});

const rule = (values: Record<string, unknown>) =>
  office
    .as(boss, (work) => create(work, "assignment_rule", { name: "Rule", ...values }))
    .then(({ id }) => id);
const leads = (count: number, values: Record<string, unknown> = {}) =>
  office.as(boss, (work) =>
    createMany(
      work,
      "lead",
      Array.from({ length: count }, (_, at) => ({ contact_name: `Lead ${at}`, owner: null, ...values })),
    ),
  );
const give = () => keepLeads(office.runtime);
const ownersOf = async (ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const { owner } = await office.as(boss, (work) => get(work, "lead", id));
      return (owner as { title: string } | null)?.title ?? null;
    }),
  );

describe("rules give leads", () => {
  it("in turn to a team and those below it, going on where they stopped", async () => {
    await rule({ way: "round_robin", team });
    const first = await leads(4);
    await give();
    const second = await leads(2);
    await give();
    const owners = await ownersOf([...first, ...second]);
    expect([...Map.groupBy(owners, (one) => one)].map(([name, some]) => [name, some.length]).sort()).toEqual([
      ["Ana", 2],
      ["Boris", 2],
      ["Vera", 2],
    ]);
  });

  it("to nobody twice in a turn, however many give at once", async () => {
    await rule({ way: "round_robin", team });
    const ids = await leads(30);
    const news = ids.map((id) => ({
      name: "records.created",
      object: "lead",
      records: [id],
      sequence: "1",
      at: "",
      actorId: null,
    }));
    await Promise.all(news.map((event) => assignNewLeads.hear(office.runtime, event)));
    const counts = await office.rows<{ count: number }>(
      "select count(*)::int as count from lead_assignments where ended_at is null group by user_id",
    );
    expect(counts.map(({ count }) => count)).toEqual([10, 10, 10]);
    expect(await office.rows("select 1 from lead_assignments")).toHaveLength(30);
  });

  it("by the first that fits: condition, territory, product, language; and to who has the fewest", async () => {
    const product = (await office.as(boss, (work) => create(work, "product", { name: "Chair" }))).id;
    await office.as(boss, async (work) => {
      await createMany(work, "sales_profile", [
        { user: boris, languages: ["es"] },
        { user: vera, products: [product] },
      ]);
      await create(work, "territory", { name: "South", condition: "address.country is ES", people: [vera] });
    });
    const spaniard = await partyOf(office, boss, "person", { name: "Juan", address: { country: "ES" } });
    const speaker = await partyOf(office, boss, "person", { name: "Lola", language: "es" });
    await rule({ name: "Hot", condition: "rating is hot", way: "user", user: ana });
    await rule({ name: "Off", active: false, way: "user", user: ana });
    await rule({ name: "Where", way: "territory" });
    await rule({ name: "What", way: "product" });
    await rule({ name: "Tongue", way: "language" });
    await rule({ name: "Rest", way: "load", team });
    const [hot] = await leads(1, { rating: "hot", party: spaniard });
    const [where] = await leads(1, { party: spaniard });
    const [what] = await leads(1, { products: [product] });
    const [tongue] = await leads(1, { party: speaker });
    const rest = await leads(2);
    await give();
    expect(await ownersOf([hot, where, what, tongue] as string[])).toEqual(["Ana", "Vera", "Vera", "Boris"]);
    // Ana and Boris have one each, Vera two: the rest goes to the two.
    expect((await ownersOf(rest)).sort()).toEqual(["Ana", "Boris"]);
    const lies = await office.as(boss, (work) => territoriesOf(work, [spaniard, speaker]));
    expect([...lies].map(([party, [first]]) => [party, first?.name])).toEqual([[spaniard, "South"]]);
  });

  it("to nobody who is full, away or not at work, and says so; what nobody takes waits", async () => {
    await office.as(boss, async (work) => {
      await createMany(work, "sales_profile", [
        { user: ana, most_open: 1 },
        { user: boris, away_until: "2999-01-01" },
      ]);
      // Vera works at no hour at all.
      await create(work, "working_time", { name: "Never", user: vera, days: [] });
    });
    await rule({ name: "In hours", way: "round_robin", team, within_hours: true });
    const ids = await leads(2);
    await give();
    expect((await ownersOf(ids)).filter(Boolean)).toEqual(["Ana"]);
    const waiting = ids[(await ownersOf(ids)).indexOf(null)] as string;
    const { steps, user } = await office.ask(boss, tryAssignment, { params: { id: waiting } });
    expect(user).toBeNull();
    expect(steps[0]?.people.map(({ name, not }) => [name, not]).sort()).toEqual([
      ["Ana", "full"],
      ["Boris", "away"],
      ["Vera", "off_hours"],
    ]);
    await expect(
      office.ask(boss, assignLead, { params: { id: waiting }, body: { user: null } }),
    ).rejects.toMatchObject({ code: "nobody_free" });
  });

  it("with the reason, which its owner reads, and a notification", async () => {
    const id = await rule({ name: "Everything", way: "round_robin", team });
    const [lead] = (await leads(1)) as [string];
    await give();
    const { data } = await office.ask(boss, readAssignee, { params: { id: lead } });
    expect(data).toMatchObject([
      {
        way: "round_robin",
        rule: "Everything",
        ended: null,
        explanation: { steps: [{ rule: { id }, fits: true }] },
      },
    ]);
    const told = await office.rows("select kind, params from notifications");
    expect(told).toEqual([{ kind: "lead_assigned", params: { title: "Lead 0", rule: "Everything" } }]);
  });

  it("back when nobody touched them in time, and then to somebody else", async () => {
    await office.ask(boss, changeLeadSettings, { body: { map: [...usualMap], return_after: 24 } });
    await rule({ way: "round_robin", team });
    const [lead, touched] = (await leads(2)) as [string, string];
    await give();
    const [before, kept] = await ownersOf([lead, touched]);
    await office.rows("update leads set assigned_at = now() - interval '25 hours'");
    await office.rows(`update leads set first_touched_at = now() where id = '${touched}'`);
    await give();
    await give();
    const [after, still] = await ownersOf([lead, touched]);
    expect(after).not.toBe(before);
    expect(after).not.toBeNull();
    expect(still).toBe(kept);
    const ended = await office.rows("select ended from lead_assignments where ended is not null");
    expect(ended).toEqual([{ ended: "returned" }]);
    expect(await office.rows("select 1 from notifications where kind = 'lead_returned'")).toHaveLength(1);
  });
});

it("a rule that cannot be asked, or takes nobody, is refused", async () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ way: "round_robin" }, "team"],
    [{ way: "user" }, "user"],
    [{ way: "load", team, condition: "nonsense >" }, "condition"],
    [{ way: "load", team, condition: "nothing is x" }, "condition"],
    [{ way: "load", team, condition: "owner is me" }, "condition"],
  ];
  for (const [values, field] of wrong)
    await expect(rule(values), JSON.stringify(values)).rejects.toMatchObject({ details: { field } });
});

it("whoever works on leads takes one that is nobody's; to give them asks for its permission", async () => {
  const lead = { change: "own", read: "all" } as const;
  const seller = await office.colleague("Seller", {
    objects: { lead: { ...everything, ...lead } },
    permissions: ["leads:qualify"],
  });
  const [free, taken] = (await leads(2)) as [string, string];
  const assign = (actor: Actor, id: string, user: string | null) =>
    office.ask(actor, assignLead, { params: { id }, body: { user } });
  expect(await assign(seller, free, seller.userId)).toMatchObject({ owner: { title: "Seller" } });
  await assign(boss, taken, boris ?? "");
  await expect(assign(seller, taken, seller.userId)).rejects.toMatchObject({ code: "not_allowed" });
  await expect(assign(seller, free, ana ?? "")).rejects.toMatchObject({ code: "not_allowed" });
  expect(await office.as(boss, (work) => update(work, "lead", taken, { owner: vera }))).toMatchObject({
    owner: { title: "Vera" },
  });
  const { data } = await office.ask(boss, readAssignee, { params: { id: taken } });
  expect(data.map(({ user, way, ended }) => [user.name, way, ended])).toEqual([
    ["Vera", "by_hand", null],
    ["Boris", "by_hand", "handed_over"],
  ]);
});
