import { beforeAll, expect, it } from "vitest";
import { type Actor, createMany } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";

let office: Office;
let ana: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
});

interface Stay {
  readonly name: string;
  readonly entered: string;
  readonly left: string | null;
}

async function staysOf(deal: string | undefined): Promise<Stay[]> {
  return office.rows<Stay>(`
    select s.name, (c.entered_at at time zone 'Europe/Sofia')::date::text as entered,
      (c.left_at at time zone 'Europe/Sofia')::date::text as left
    from stage_changes c join stages s on s.id = c.stage_id where c.deal_id = '${deal}'
    order by c.entered_at, c.left_at nulls last`);
}

const imported = (rows: Record<string, unknown>[]) =>
  office.as(ana, (work) => createMany(work, "deal", rows, { governed: true }), "import");

it("gives imported deals the stages they went through", async () => {
  const [won, open, undated] = await imported([
    { name: "Won", stage: office.stages["Won"], opened_on: "2026-03-01", closed_on: "2026-04-15" },
    { name: "Open", stage: office.stages["Proposal"], opened_on: "2026-05-02" },
    { name: "Undated", stage: office.stages["Lost"], closed_on: "2026-06-01" },
  ]);
  expect(await staysOf(won)).toEqual([
    { name: "First contact", entered: "2026-03-01", left: "2026-04-15" },
    { name: "Won", entered: "2026-04-15", left: null },
  ]);
  expect(await staysOf(open)).toEqual([{ name: "Proposal", entered: "2026-05-02", left: null }]);
  expect(await staysOf(undated)).toEqual([{ name: "Lost", entered: "2026-06-01", left: null }]);
});

it("takes a closing day of an open deal for the one expected", async () => {
  const [id] = await imported([{ name: "Soon", stage: office.stages["Qualified"], closed_on: "2027-01-31" }]);
  const rows = await office.rows(`select closed_on, expected_close_on from deals where id = '${id}'`);
  expect(rows).toEqual([{ closed_on: null, expected_close_on: "2027-01-31" }]);
});

it("starts a deal without a stage at the beginning of the default pipeline, with its probability", async () => {
  const [id] = await office.as(ana, (work) => createMany(work, "deal", [{ name: "New" }]));
  const rows = await office.rows(`
    select s.name, d.pipeline_id = '${office.pipeline}' as standard, d.probability::int, d.opened_on is not null as opened
    from deals d join stages s on s.id = d.stage_id where d.id = '${id}'`);
  expect(rows).toEqual([{ name: "First contact", standard: true, probability: 10, opened: true }]);
});

it("refuses a stage of another pipeline and a closing before the opening", async () => {
  const [other] = await office.as(ana, (work) => createMany(work, "pipeline", [{ name: "Partners" }]));
  const elsewhere = imported([{ name: "Mixed", pipeline: other, stage: office.stages["Won"] }]);
  await expect(elsewhere).rejects.toMatchObject({ code: "field_invalid", details: { field: "stage" } });
  const backwards = imported([
    { name: "Backwards", stage: office.stages["Won"], opened_on: "2026-03-01", closed_on: "2026-02-01" },
  ]);
  await expect(backwards).rejects.toMatchObject({ code: "field_invalid", details: { field: "closed_on" } });
});

it("writes thousands of closed deals by a handful of statements", async () => {
  const rows = Array.from({ length: 2000 }, (_, number) => ({
    name: `Deal ${number}`,
    stage: office.stages["Won"],
    opened_on: "2026-01-05",
    closed_on: "2026-02-05",
  }));
  const ids = await imported(rows);
  expect(ids).toHaveLength(2000);
  const [counted] = await office.rows<{ count: number }>(`
    select count(*)::int as count from stage_changes c join deals d on d.id = c.deal_id where d.name like 'Deal %'`);
  expect(counted?.count).toBe(4000);
});
