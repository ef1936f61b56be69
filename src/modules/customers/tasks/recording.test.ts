import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, create, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { completeTask, readHomeChanges, recordInteraction, reopenTask } from "../contract/index.ts";

let office: Office;
let ana: Actor;
let boris: Actor;
let elena: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  boris = await office.colleague("Boris", {
    objects: { task: { ...everything, read: "own", change: "own" } },
    permissions: ["tasks:complete"],
  });
  elena = await partyOf(office, ana, "person", { name: "Elena Petrova" });
});

describe("a task", () => {
  it("is done once, by somebody who may, and can be taken up again", async () => {
    const task = await office.as(boris, (work) => create(work, "task", { subject: "Call Elena" }));
    const params = { id: task.id };
    expect(await office.ask(boris, completeTask, { params })).toMatchObject({ done_at: expect.any(String) });
    await expect(office.ask(boris, completeTask, { params })).rejects.toMatchObject({ code: "already_done" });
    expect(await office.ask(boris, reopenTask, { params })).toMatchObject({ done_at: null });
  });

  it("of somebody else is not found, and is not written past its capability", async () => {
    const task = await office.as(ana, (work) => create(work, "task", { subject: "Mine" }));
    const asked = office.ask(boris, completeTask, { params: { id: task.id } });
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
    const written = office.as(ana, (work) =>
      update(work, "task", task.id, { done_at: "2026-01-01T00:00:00.000Z" }),
    );
    await expect(written).rejects.toMatchObject({ code: "field_governed" });
  });

  it("does not end before it begins", async () => {
    const values = { subject: "Meet", due_at: "2027-01-01T10:00:00Z", ends_at: "2027-01-01T09:00:00Z" };
    const made = office.as(ana, (work) => create(work, "task", values));
    await expect(made).rejects.toMatchObject({ code: "field_invalid", details: { field: "ends_at" } });
  });

  it("with an end does not lose its beginning", async () => {
    const values = { subject: "Meet", due_at: "2027-01-01T10:00:00Z", ends_at: "2027-01-01T11:00:00Z" };
    const { id } = await office.as(ana, (work) => create(work, "task", values));
    const emptied = office.as(ana, (work) => update(work, "task", id, { due_at: null }));
    await expect(emptied).rejects.toMatchObject({ code: "field_invalid", details: { field: "ends_at" } });
    await office.as(ana, (work) => update(work, "task", id, { due_at: null, ends_at: null }));
  });
});

describe("what passed with a customer", () => {
  it("is written down with what follows from its kind", async () => {
    const call = await office.ask(ana, recordInteraction, {
      params: { id: elena },
      body: { kind: "call", subject: "Renewal" },
    });
    expect(call).toMatchObject({ channel: "phone", direction: "out", agent: { title: "Ana" } });
    const events = await office.rows(
      `select name from events where '${call.id}' = any(records) and name like 'customers.%'`,
    );
    expect(events).toEqual([{ name: "customers.interaction_recorded" }]);
  });

  it("has passed: a meeting to come is a task", async () => {
    const asked = office.ask(ana, recordInteraction, {
      params: { id: elena },
      body: { kind: "meeting", at: "2199-01-01T10:00:00Z" },
    });
    await expect(asked).rejects.toMatchObject({ code: "field_invalid", details: { field: "at" } });
  });

  it("is never changed afterwards", async () => {
    const call = await office.ask(ana, recordInteraction, { params: { id: elena }, body: { kind: "call" } });
    const changed = office.as(ana, (work) => update(work, "interaction", call.id, { subject: "Other" }));
    await expect(changed).rejects.toMatchObject({ code: "not_allowed" });
  });
});

it("home tells what others changed on what is mine, and not what I did", async () => {
  const mine = await partyOf(office, ana, "company", { name: "Mine" });
  const helper = await office.colleague("Helper");
  await office.as(ana, (work) => update(work, "company", mine, { employees: 10 }));
  await office.as(helper, (work) => update(work, "company", mine, { employees: 12, industry: "retail" }));
  const { data } = await office.ask(ana, readHomeChanges, { query: {} });
  expect(data.filter(({ record }) => record.id === mine)).toEqual([
    expect.objectContaining({
      actor: expect.objectContaining({ title: "Helper" }),
      record: expect.objectContaining({ title: "Mine", object: "company" }),
      fields: expect.arrayContaining(["employees", "industry"]),
    }),
  ]);
  expect((await office.ask(helper, readHomeChanges, { query: {} })).data).toEqual([]);
});
