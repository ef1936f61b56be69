import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, create, get, updateMany } from "#records";
import { everything, type Office, openOffice } from "../../../../test/office.ts";
import { closeDeal, moveDeal, reopenDeal } from "../contract/index.ts";

let office: Office;
let ana: Actor;
let boris: Actor;
let reader: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana", { objects: { deal: { ...everything, read: "own", change: "own" } } });
  boris = await office.colleague("Boris", { objects: { deal: { ...everything, change: "own" } } });
  reader = await office.colleague("Reader", { permissions: ["deals:move"] });
});

async function dealOf(actor: Actor, values: Record<string, unknown> = {}): Promise<string> {
  return (await office.as(actor, (work) => create(work, "deal", { name: "Renewal", ...values }))).id;
}

const stageOf = async (deal: string) => (await office.as(boris, (work) => get(work, "deal", deal)))["stage"];

describe("closing a deal", () => {
  it("puts a won deal into the won stage, with the day and certainty", async () => {
    const id = await dealOf(ana, { opened_on: "2026-01-10" });
    const deal = await office.ask(ana, closeDeal, {
      params: { id },
      body: { outcome: "won", closed_on: "2026-02-01" },
    });
    expect(deal).toMatchObject({ stage: { title: "Won" }, closed_on: "2026-02-01", probability: 100 });
  });

  it("asks why a deal was lost and keeps the reason", async () => {
    const id = await dealOf(ana);
    const asked = office.ask(ana, closeDeal, { params: { id }, body: { outcome: "lost" } });
    await expect(asked).rejects.toMatchObject({ code: "lost_reason_required" });
    const body = {
      outcome: "lost",
      lost_reason: "price",
      lost_comment: "Twice the offer of the other",
    } as const;
    const deal = await office.ask(ana, closeDeal, { params: { id }, body });
    expect(deal).toMatchObject({ stage: { title: "Lost" }, lost_reason: "price", probability: 0 });
  });

  it("opens it again in the stage where it last stood", async () => {
    const id = await dealOf(ana);
    await office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Proposal"] ?? "" } });
    await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "lost", lost_reason: "timing" } });
    const deal = await office.ask(ana, reopenDeal, { params: { id } });
    expect(deal).toMatchObject({ stage: { title: "Proposal" }, closed_on: null, lost_reason: null });
    await expect(office.ask(ana, reopenDeal, { params: { id } })).rejects.toMatchObject({
      code: "already_done",
    });
  });

  it("is done by one of two who close at once", async () => {
    const id = await dealOf(ana);
    const both = await Promise.allSettled([
      office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } }),
      office.ask(ana, closeDeal, { params: { id }, body: { outcome: "lost", lost_reason: "price" } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "already_done" },
    });
    const stays = await office.rows(`select 1 from stage_changes where deal_id = '${id}'`);
    expect(stays).toHaveLength(2);
  });

  it("is not found by who may not see the deal, and not allowed to who may not close or change it", async () => {
    const id = await dealOf(boris);
    const close = (actor: Actor) =>
      office.ask(actor, closeDeal, { params: { id }, body: { outcome: "won" } });
    await expect(close(ana)).rejects.toMatchObject({ code: "not_found" });
    await expect(close(reader)).rejects.toMatchObject({ code: "not_allowed" });
    const ofAna = await dealOf(ana);
    const asked = office.ask(boris, closeDeal, { params: { id: ofAna }, body: { outcome: "won" } });
    await expect(asked).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("is the only way to won and lost", async () => {
    const id = await dealOf(ana);
    const moved = office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Won"] ?? "" } });
    await expect(moved).rejects.toMatchObject({ code: "stage_not_open" });
    const written = office.as(ana, (work) =>
      updateMany(work, "deal", [{ id, values: { stage: office.stages["Won"] } }]),
    );
    await expect(written).rejects.toMatchObject({ code: "field_governed" });
  });

  it("tells what happened to the rest of the house, and nothing when it failed", async () => {
    const id = await dealOf(ana);
    await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } });
    await office.ask(ana, closeDeal, { params: { id }, body: { outcome: "won" } }).catch(() => undefined);
    const events = await office.rows<{ name: string; payload: unknown }>(
      `select name, payload from events where '${id}' = any(records) and name like 'sales.%'`,
    );
    expect(events).toEqual([{ name: "sales.deal_closed", payload: { outcome: "won", lost_reason: null } }]);
  });
});

describe("moving a deal", () => {
  it("keeps how long it stood in each stage", async () => {
    const id = await dealOf(ana);
    await office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Negotiation"] ?? "" } });
    const stays = await office.rows<{ name: string; ended: boolean }>(`
      select s.name, c.left_at is not null as ended from stage_changes c join stages s on s.id = c.stage_id
      where c.deal_id = '${id}' order by c.entered_at, c.id`);
    expect(stays).toEqual([
      { name: "First contact", ended: true },
      { name: "Negotiation", ended: false },
    ]);
    await expect(
      office.ask(ana, moveDeal, { params: { id }, body: { stage: office.stages["Negotiation"] ?? "" } }),
    ).rejects.toMatchObject({ code: "already_done" });
  });

  it("out of a closed stage opens the deal again, which who may only move may not", async () => {
    const id = await dealOf(boris);
    await office.ask(boris, closeDeal, { params: { id }, body: { outcome: "won" } });
    const body = { stage: office.stages["Qualified"] ?? "" };
    await expect(office.ask(reader, moveDeal, { params: { id }, body })).rejects.toMatchObject({
      code: "not_allowed",
    });
    const deal = await office.ask(boris, moveDeal, { params: { id }, body });
    expect(deal).toMatchObject({ stage: { title: "Qualified" }, closed_on: null });
    expect(await stageOf(id)).toMatchObject({ title: "Qualified" });
  });
});
