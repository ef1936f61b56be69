import { beforeAll, describe, expect, it } from "vitest";
import { completeTask, readPartyTimeline, recordInteraction } from "#customers/contract";
import { type Actor, create, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { closeDeal, readDealTimeline } from "../contract/index.ts";

let office: Office;
let ana: Actor;
let acme: string;
let elena: string;
let deal: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Acme" });
  elena = await partyOf(office, ana, "person", { name: "Elena Petrova", company: acme });
  deal = await office
    .as(ana, async (work) => {
      const made = await create(work, "deal", { name: "Renewal", person: elena, company: acme });
      const task = await create(work, "task", { subject: "Call Elena", party: elena, deal: made.id });
      await create(work, "note", { body: "Likes mornings", party: elena });
      return { deal: made.id, task: task.id };
    })
    .then(async (made) => {
      await office.ask(ana, completeTask, { params: { id: made.task } });
      return made.deal;
    });
  const call = { kind: "call", subject: "Renewal talk", deal, at: "2026-01-05T09:00:00.000Z" } as const;
  await office.ask(ana, recordInteraction, { params: { id: elena }, body: call });
  await office.ask(ana, closeDeal, { params: { id: deal }, body: { outcome: "lost", lost_reason: "price" } });
});

const timelineOf = (id: string, query = {}, actor = ana) =>
  office.ask(actor, readPartyTimeline, { params: { id }, query });

describe("the timeline of a customer", () => {
  it("shows everything that happened, newest first", async () => {
    const { data, next } = await timelineOf(elena);
    expect(data.map(({ kind, event }) => `${kind} ${event}`)).toEqual([
      "deal lost",
      "task done",
      expect.stringMatching(/note written|deal opened/),
      expect.stringMatching(/note written|deal opened/),
      "interaction call",
    ]);
    expect(next).toBeNull();
    expect(data[0]).toMatchObject({
      title: "Renewal",
      details: { stage: "Lost", from_stage: "First contact" },
    });
    expect(data.at(-1)).toMatchObject({
      title: "Renewal talk",
      party: { title: "Elena Petrova", object: "person" },
      deal: { title: "Renewal" },
      actor: { title: "Ana" },
      details: { channel: "phone", direction: "out" },
    });
  });

  it("of a company shows its people's too, also of one who has left since", async () => {
    expect((await timelineOf(acme)).data).toHaveLength(5);
    const left = await partyOf(office, ana, "person", { name: "Ivan Left", company: acme });
    await office.ask(ana, recordInteraction, { params: { id: left }, body: { kind: "meeting" } });
    await office.as(ana, (work) => update(work, "person", left, { company: null }));
    expect((await timelineOf(acme)).data).toHaveLength(6);
  });

  it("is read page by page without a gap or a repetition, also where many happened at one moment", async () => {
    const crowd = await partyOf(office, ana, "person", { name: "Crowd" });
    await office.as(ana, async (work) => {
      for (let count = 0; count < 25; count++)
        await create(work, "note", { body: `Note ${count}`, party: crowd });
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await timelineOf(crowd, { limit: 7, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it("can be narrowed to kinds", async () => {
    const { data } = await timelineOf(elena, { kinds: "note,interaction" });
    expect(data.map(({ kind }) => kind)).toEqual(["note", "interaction"]);
    await expect(timelineOf(elena, { kinds: "letter" })).rejects.toMatchObject({ code: "choice_unknown" });
    await expect(timelineOf(elena, { cursor: "nonsense" })).rejects.toMatchObject({ code: "cursor_invalid" });
  });

  it("holds back what the reader may not see", async () => {
    const blind = await office.colleague("Blind", { objects: { deal: { ...everything, read: "none" } } });
    const { data } = await timelineOf(elena, {}, blind);
    expect(data.filter(({ kind }) => kind === "deal")).toEqual([]);
    expect(data.every((entry) => entry.deal === null)).toBe(true);
    const stranger = await office.colleague("Stranger", {
      objects: { party: { ...everything, read: "own" }, person: { ...everything, read: "own" } },
    });
    await expect(timelineOf(elena, {}, stranger)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("the timeline of a deal shows its stages, calls and tasks", async () => {
  const { data } = await office.ask(ana, readDealTimeline, { params: { id: deal }, query: {} });
  expect(data.map(({ kind, event }) => `${kind} ${event}`)).toEqual([
    "deal lost",
    "task done",
    "deal opened",
    "interaction call",
  ]);
});
