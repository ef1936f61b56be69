import { beforeAll, describe, expect, it } from "vitest";
import { recordInteraction } from "#customers/contract";
import { type Actor, archive, create, createMany, get, list, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { undo } from "../../../records/undoing/undoing.ts";
import {
  changeLeadSettings,
  disqualifyLead,
  moveLead,
  previewQualification,
  qualifyLead,
  readLeadSettings,
  readLeadTimeline,
  recycleLead,
  takeQualificationBack,
} from "../contract/index.ts";
import { openLeadsOfRole } from "./opening-by-role.ts";
import { touchLeads } from "./touching.ts";

let office: Office;
let ana: Actor;
let boris: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  boris = await office.colleague("Boris");
});

const leadOf = (values: Record<string, unknown>, actor = ana) =>
  office.as(actor, (work) => create(work, "lead", values)).then(({ id }) => id);
const read = (object: string, id: string) => office.as(ana, (work) => get(work, object, id));
const rolesOf = async (id: string) => (await read("party", id))["roles"];
const partyIdOf = async (lead: string) => ((await read("lead", lead))["party"] as { id: string }).id;
const qualify = (id: string, body = {}, actor = ana) =>
  office.ask(actor, qualifyLead, { params: { id }, body });

describe("a lead", () => {
  it("finds who it is by address and number, makes who is not there, and is called as they are", async () => {
    const elena = await partyOf(office, ana, "person", {
      name: "Elena Petrova",
      email: "elena@acme.example",
    });
    const ids = await office.as(ana, (work) =>
      createMany(work, "lead", [
        { email: "Elena@acme.example", source: "website" },
        { contact_name: "Petar Stoyanov", email: "petar@new.example", company_name: "New Ltd" },
        { contact_name: "P. Stoyanov", email: "petar@new.example" },
        { company_name: "Third Ltd" },
      ]),
    );
    const parties = await Promise.all(ids.map(partyIdOf));
    expect(parties[0]).toBe(elena);
    expect(parties[1]).toBe(parties[2]);
    expect(await read("lead", ids[0] ?? "")).toMatchObject({ name: "Elena Petrova", status: "new" });
    expect(await read("lead", ids[3] ?? "")).toMatchObject({
      name: "Third Ltd",
      party: { object: "company" },
    });
    await expect(leadOf({ source: "website" })).rejects.toMatchObject({ details: { field: "party" } });
  });

  it("gives its party the role for as long as one of them is open", async () => {
    const party = await partyOf(office, ana, "person", { name: "Role Holder", roles: ["client"] });
    const [first, second] = [await leadOf({ party }), await leadOf({ party, name: "Again" })];
    expect(await rolesOf(party)).toEqual(["client", "lead"]);
    await office.ask(ana, disqualifyLead, { params: { id: first }, body: { reason: "no_need" } });
    expect(await rolesOf(party)).toEqual(["client", "lead"]);
    await office.as(ana, (work) => archive(work, "lead", [second]));
    expect(await rolesOf(party)).toEqual(["client"]);
  });

  it("is opened for who is given the role, once", async () => {
    const party = await partyOf(office, ana, "company", {
      name: "By Role Ltd",
      roles: ["lead"],
      source: "event",
    });
    const opened = () => office.rows(`select name, source, status from leads where party_id = '${party}'`);
    await office.runtime.runAsSystem(openLeadsOfRole);
    await office.runtime.runAsSystem(openLeadsOfRole);
    expect(await opened()).toEqual([{ name: "By Role Ltd", source: "event", status: "new" }]);
  });

  it("moves, is turned down with a reason, and is taken up again", async () => {
    const id = await leadOf({ contact_name: "Mover Mann" });
    const params = { id };
    const direct = office.as(ana, (work) => update(work, "lead", id, { status: "working" }));
    await expect(direct).rejects.toMatchObject({ code: "field_governed" });
    expect(await office.ask(ana, moveLead, { params, body: { status: "working" } })).toMatchObject({
      first_touched_at: expect.any(String),
    });
    const down = { params, body: { reason: "no_budget", comment: "Next year" } };
    expect(await office.ask(ana, disqualifyLead, down)).toMatchObject({
      status: "unqualified",
      unqualified_reason: "no_budget",
      closed_at: expect.any(String),
    });
    await expect(office.ask(boris, disqualifyLead, down)).rejects.toMatchObject({
      code: "lead_closed",
      details: { params: { by: "Ana" } },
    });
    expect(await office.ask(ana, recycleLead, { params })).toMatchObject({
      status: "nurturing",
      unqualified_reason: null,
      closed_at: null,
    });
    const { data } = await office.ask(ana, readLeadTimeline, { params, query: {} });
    expect(data.map(({ kind, event }) => `${kind} ${event}`)).toEqual(["lead came_in"]);
  });

  it("is touched by what one of us writes down, and not by what comes in", async () => {
    const id = await leadOf({ contact_name: "Quiet Mann" });
    const party = await partyIdOf(id);
    const touched = async () => (await read("lead", id))["first_touched_at"];
    const told = async (interaction: { id: string }) =>
      touchLeads.hear(office.runtime, {
        name: "records.created",
        object: "interaction",
        records: [interaction.id],
        sequence: "1",
        at: "",
        actorId: null,
      });
    const wrote = (body: object) =>
      office.ask(ana, recordInteraction, { params: { id: party }, body: body as never });
    await told(await wrote({ kind: "message", direction: "in" }));
    expect(await touched()).toBeNull();
    await told(await wrote({ kind: "call" }));
    expect(await touched()).not.toBeNull();
  });

  it("goes with its party when that becomes another", async () => {
    const { merge } = await import("../../../records/merging/merging.ts");
    const [survivor, other] = [
      await partyOf(office, ana, "person", { name: "Stays Here" }),
      await partyOf(office, ana, "person", { name: "Goes There" }),
    ];
    const id = await leadOf({ party: other });
    await office.as(ana, (work) => merge(work, { object: "person", survivor, others: [other], values: {} }));
    expect(await partyIdOf(id)).toBe(survivor);
  });
});

describe("qualifying", () => {
  it("shows what it would make, and who may be there already", async () => {
    const there = await partyOf(office, ana, "company", { name: "Vitosha Furniture OOD" });
    const id = await leadOf({
      contact_name: "Vera Ilieva",
      company_name: "Vitosha Furniture Ltd",
      email: "vera@vitosha.example",
      interest: "200 chairs",
      amount: { amount: "12000", currency: "EUR" },
      source: "event",
    });
    const plan = await office.ask(ana, previewQualification, { params: { id } });
    expect(plan.company).toMatchObject({
      way: "make",
      values: { name: "Vitosha Furniture Ltd", source: "event" },
    });
    expect(plan.company.candidates[0]).toMatchObject({ id: there });
    expect(plan.person).toMatchObject({ way: "join", joins: { id: await partyIdOf(id) } });
    expect(plan.deal).toMatchObject({
      way: "make",
      values: { description: "200 chairs", amount: { currency: "EUR" } },
    });
  });

  it("makes company, person and deal in one step, or joins those that are there", async () => {
    const acme = await partyOf(office, ana, "company", { name: "Acme" });
    const made = await leadOf({ contact_name: "Mara One", company_name: "Mara Ltd" });
    const lead = await qualify(made, { deal: { way: "make", values: { name: "Chairs for Mara" } } });
    expect(lead).toMatchObject({
      status: "qualified",
      company: { title: "Mara Ltd" },
      deal: { title: "Chairs for Mara" },
    });
    const person = await partyIdOf(made);
    expect(await read("person", person)).toMatchObject({ company: { title: "Mara Ltd" } });
    const deal = (lead["deal"] as { id: string }).id;
    expect(await read("deal", deal)).toMatchObject({
      person: { id: person },
      company: { title: "Mara Ltd" },
    });
    const joined = await leadOf({ contact_name: "Joins Acme", company_name: "ACME" });
    expect(
      await qualify(joined, { company: { way: "join", id: acme }, deal: { way: "none" } }),
    ).toMatchObject({
      company: { id: acme },
      deal: null,
    });
  });

  it("goes by the map that the organisation set", async () => {
    const settings = await office.ask(ana, readLeadSettings);
    const map = [...settings.map, { from: "lead.interest", to: "company.description" }];
    await office.ask(ana, changeLeadSettings, { body: { ...settings, map } });
    const id = await leadOf({ contact_name: "Mapped Mann", company_name: "Mapped Ltd", interest: "Tables" });
    const company = (await qualify(id))["company"] as { id: string };
    expect(await read("company", company.id)).toMatchObject({ description: "Tables" });
    for (const [from, to] of [
      ["lead.nothing", "deal.name"],
      ["lead.amount", "deal.name"],
      ["lead.name", "deal.stage"],
    ]) {
      const wrong = office.ask(ana, changeLeadSettings, {
        body: { ...settings, map: [{ from, to } as never] },
      });
      await expect(wrong, `${from} → ${to}`).rejects.toMatchObject({ status: 422 });
    }
    await office.ask(ana, changeLeadSettings, { body: settings });
  });

  it("is done by one of two who do it at once; the other is told who was first", async () => {
    const id = await leadOf({ contact_name: "Wanted Mann", company_name: "Wanted Ltd" });
    const both = await Promise.allSettled([qualify(id), qualify(id, {}, boris)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: "lead_closed", details: { params: { status: "qualified" } } });
    expect(await office.rows("select 1 from parties where name = 'Wanted Ltd'")).toHaveLength(1);
    expect(await office.rows("select 1 from deals where name = 'Wanted Mann'")).toHaveLength(1);
  });

  it("is taken back whole while nobody touched what it made", async () => {
    const id = await leadOf({ contact_name: "Back Mann", company_name: "Back Ltd" });
    await qualify(id);
    const { lead, stays } = await office.ask(ana, takeQualificationBack, { params: { id } });
    expect(lead).toMatchObject({ status: "new", company: null, person: null, deal: null, closed_at: null });
    expect(stays).toEqual([]);
    expect(
      await office.rows("select 1 from parties where name = 'Back Ltd' and archived_at is null"),
    ).toEqual([]);
    expect(await office.rows("select 1 from deals where name = 'Back Mann' and archived_at is null")).toEqual(
      [],
    );
    expect(await rolesOf(await partyIdOf(id))).toEqual(["lead"]);
    await expect(office.ask(ana, takeQualificationBack, { params: { id } })).rejects.toMatchObject({
      code: "already_done",
    });
    expect(await qualify(id)).toMatchObject({ status: "qualified" });
  });

  it("is not taken back by who may only read the lead, who would use up its way back", async () => {
    const id = await leadOf({ contact_name: "Kept Mann", company_name: "Kept Ltd" });
    await qualify(id);
    const reader = await office.colleague("Reader", { objects: { lead: { ...everything, change: "none" } } });
    await expect(office.ask(reader, takeQualificationBack, { params: { id } })).rejects.toMatchObject({
      code: "not_allowed",
    });
    expect(await office.ask(ana, takeQualificationBack, { params: { id } })).toMatchObject({ stays: [] });
  });

  it("leaves what others changed since, and says so; also when it is undone as the last act", async () => {
    for (const way of ["take back", "undo"] as const) {
      const id = await leadOf({ contact_name: `Since ${way}`, company_name: `Since ${way} Ltd` });
      const lead = await qualify(id);
      const deal = (lead["deal"] as { id: string }).id;
      await office.as(boris, (work) => update(work, "deal", deal, { next_step: "Send the offer" }));
      if (way === "take back") {
        const { stays } = await office.ask(ana, takeQualificationBack, { params: { id } });
        expect(stays).toEqual([{ object: "deal", id: deal, field: null, title: `Since ${way}` }]);
      } else {
        const edge = { explain: async (thrown: unknown) => thrown } as never;
        const { skipped } = await office.as(ana, (work) => undo(work, {}, edge));
        expect(skipped.changed).toBe(1);
      }
      expect(await read("deal", deal)).toMatchObject({ archived_at: null });
      expect(await read("lead", id)).toMatchObject({ status: "new", deal: null });
    }
  });

  it("asks for its permission, and for the right to make what it makes", async () => {
    const id = await leadOf({ contact_name: "Guarded Mann", company_name: "Guarded Ltd" });
    const reader = await office.colleague("Reader", { permissions: ["deals:move"] });
    await expect(qualify(id, {}, reader)).rejects.toMatchObject({ code: "not_allowed" });
    const stranger = await office.colleague("Stranger", {
      objects: { lead: { ...everything, read: "own" } },
    });
    await expect(qualify(id, {}, stranger)).rejects.toMatchObject({ code: "not_found" });
    const noDeals = await office.colleague("No Deals", {
      objects: { deal: { ...everything, create: false } },
    });
    const refused = qualify(id, { deal: { way: "make", values: { name: "Forced" } } }, noDeals);
    await expect(refused).rejects.toMatchObject({ code: "not_allowed" });
    expect(await read("lead", id)).toMatchObject({ status: "new" });
    const { data } = await office.as(ana, (work) => list(work, "company", { search: "Guarded" }));
    expect(data).toEqual([]);
  });
});
