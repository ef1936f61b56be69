import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, archive, create, history, restore, update } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { makeContactPointMain, optInAgain, optOut, readCurrentConsents } from "../contract/index.ts";

let office: Office;
let ana: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
});

const pointsOf = (party: string) =>
  office.rows<{ id: string; kind: string; normalised: string; main: boolean }>(
    `select id, kind, normalised, main from contact_points where party_id = '${party}' and archived_at is null
     order by kind, id`,
  );
const change = (kind: "person" | "company", id: string, values: Record<string, unknown>) =>
  office.as(ana, (work) => update(work, kind, id, values));

describe("ways to reach a customer", () => {
  it("hold the e-mail and phone of the record as the main ones, as a channel compares them", async () => {
    const elena = await partyOf(office, ana, "person", {
      name: "Elena",
      email: "Elena@Example.com",
      phone: "0888 123 456",
    });
    expect(await pointsOf(elena)).toMatchObject([
      { kind: "email", normalised: "elena@example.com", main: true },
      { kind: "phone", normalised: "+359888123456", main: true },
    ]);
    await change("person", elena, { email: "new@example.com", phone: null });
    expect(await pointsOf(elena)).toMatchObject([
      { normalised: "elena@example.com", main: false },
      { normalised: "new@example.com", main: true },
    ]);
  });

  it("can be made the main one, which the record then shows", async () => {
    const ivan = await partyOf(office, ana, "person", { name: "Ivan", email: "ivan@example.com" });
    const second = await office.as(ana, (work) =>
      create(work, "contact_point", { party: ivan, kind: "email", value: "Second@example.com" }),
    );
    await office.ask(ana, makeContactPointMain, { params: { id: second.id } });
    expect((await pointsOf(ivan)).filter(({ main }) => main)).toMatchObject([
      { normalised: "second@example.com" },
    ]);
    const [party] = await office.rows(`select email from parties where id = '${ivan}'`);
    expect(party).toEqual({ email: "second@example.com" });
    const again = office.ask(ana, makeContactPointMain, { params: { id: second.id } });
    await expect(again).rejects.toMatchObject({ code: "already_done" });
  });

  it("show what is said anew of the main one, and another one when it goes", async () => {
    const nina = await partyOf(office, ana, "person", { name: "Nina", email: "nina@exmaple.com" });
    const shown = async () =>
      (await office.rows(`select email, phone from parties where id = '${nina}'`))[0] as object;
    const [first] = await pointsOf(nina);
    const one = (first as { id: string }).id;
    await office.as(ana, (work) => update(work, "contact_point", one, { value: "Nina@Example.com" }));
    expect(await shown()).toEqual({ email: "nina@example.com", phone: null });
    expect(await pointsOf(nina)).toMatchObject([{ id: one, normalised: "nina@example.com", main: true }]);

    const { id: other } = await office.as(ana, (work) =>
      create(work, "contact_point", { party: nina, kind: "email", value: "other@example.com" }),
    );
    await office.as(ana, (work) => archive(work, "contact_point", [one]));
    expect(await shown()).toMatchObject({ email: "other@example.com" });
    expect(await pointsOf(nina)).toMatchObject([{ id: other, main: true }]);
    await office.as(ana, (work) => archive(work, "contact_point", [other]));
    expect(await shown()).toMatchObject({ email: null });

    await office.as(ana, (work) => restore(work, "contact_point", [one]));
    await office.as(ana, (work) => restore(work, "contact_point", [other]));
    expect(await shown()).toMatchObject({ email: "nina@example.com" });
    expect(await pointsOf(nina)).toMatchObject([
      { id: one, main: true },
      { id: other, main: false },
    ]);

    await office.as(ana, (work) =>
      update(work, "contact_point", one, { kind: "phone", value: "0888 123 457" }),
    );
    expect(await shown()).toEqual({ email: "other@example.com", phone: "0888 123 457" });
    expect(await pointsOf(nina)).toMatchObject([
      { id: other, kind: "email", main: true },
      { id: one, kind: "phone", main: true },
    ]);

    await office.as(ana, (work) =>
      update(work, "contact_point", one, { kind: "email", value: "n@example.com" }),
    );
    expect(await shown()).toEqual({ email: "other@example.com", phone: null });
    expect(await pointsOf(nina)).toMatchObject([
      { id: one, main: false },
      { id: other, main: true },
    ]);
    await office.as(ana, (work) =>
      update(work, "contact_point", one, { kind: "phone", value: "0888 123 457" }),
    );
    await office.as(ana, (work) => archive(work, "person", [nina]));
    await office.as(ana, (work) => restore(work, "person", [nina]));
    expect(await shown()).toEqual({ email: "other@example.com", phone: "0888 123 457" });
    expect((await pointsOf(nina)).map(({ main }) => main)).toEqual([true, true]);
  });

  it("make the first one of a kind the main one, and refuse what is no address", async () => {
    const mara = await partyOf(office, ana, "person", { name: "Mara" });
    const add = (kind: string, value: string) =>
      office.as(ana, (work) => create(work, "contact_point", { party: mara, kind, value }));
    await add("phone", "+44 20 7946 0958");
    expect(await pointsOf(mara)).toMatchObject([{ normalised: "+442079460958", main: true }]);
    await expect(add("email", "not an address")).rejects.toMatchObject({ code: "field_invalid" });
    await expect(add("phone", "call me")).rejects.toMatchObject({ code: "field_invalid" });
  });

  it("are left alone once the customer opted out, until they come back", async () => {
    const petar = await partyOf(office, ana, "person", { name: "Petar", email: "petar@example.com" });
    const [point] = await pointsOf(petar);
    const params = { id: point?.id ?? "" };
    expect(await office.ask(ana, optOut, { params })).toMatchObject({ opted_out_at: expect.any(String) });
    await expect(office.ask(ana, optOut, { params })).rejects.toMatchObject({ code: "already_done" });
    expect(await office.ask(ana, optInAgain, { params })).toMatchObject({ opted_out_at: null });
  });
});

describe("what follows from a change of a party", () => {
  const told = (object: string, ids: readonly string[]) =>
    office.rows<{ kind: string; source: string; actor: string; changes: object; same: boolean }>(
      `select h.kind, h.source, h.actor_id as actor, h.changes, h.unit_id = (
         select unit_id from history where object = 'person' order by id desc limit 1) as same
       from history h where h.object = '${object}' and h.record_id in ('${ids.join("','")}') order by h.id`,
    );
  const byRule = { source: "rule", actor: "", same: true };

  it("stands in the history of addresses and numbers, as done by a rule in the same act", async () => {
    byRule.actor = ana.userId ?? "";
    const elena = await partyOf(office, ana, "person", { name: "Elena", email: "one@example.com" });
    const [first] = await pointsOf(elena);
    await change("person", elena, { email: "two@example.com" });
    const second = (await pointsOf(elena)).find(({ main }) => main);
    const ids = [first?.id ?? "", second?.id ?? ""];
    expect(await told("contact_point", ids)).toEqual([
      { kind: "changed", changes: { main: { from: true, to: false } }, ...byRule },
      { kind: "created", changes: {}, ...byRule },
    ]);
    await change("person", elena, { email: "one@example.com" });
    expect((await told("contact_point", ids)).slice(2)).toEqual([
      { kind: "changed", changes: { main: { from: true, to: false } }, ...byRule },
      { kind: "changed", changes: { main: { from: false, to: true } }, ...byRule },
    ]);
    await change("person", elena, { email: null });
    expect((await told("contact_point", ids)).slice(4)).toMatchObject([
      { kind: "changed" },
      { kind: "archived" },
    ]);
    expect(await office.rows(`select archived_by from recycle_bin where record_id = '${first?.id}'`)).toEqual(
      [{ archived_by: ana.userId }],
    );
  });

  it("is no more than what changed where the same number is written otherwise", async () => {
    const mara = await partyOf(office, ana, "person", { name: "Mara", phone: "0888 123 456" });
    await change("person", mara, { phone: "+359 888 123 456" });
    const ids = (await pointsOf(mara)).map(({ id }) => id);
    const [entry, ...more] = await told("contact_point", ids);
    expect([Object.keys(entry?.changes ?? {}), more]).toEqual([["value"], []]);
  });

  it("stands in the history of the party, where that is asked for, as far as its reader sees the parts", async () => {
    const [acme, mara] = [
      await partyOf(office, ana, "company", { name: "Acme" }),
      await partyOf(office, ana, "person", { name: "Mara", email: "mara@example.com" }),
    ];
    await change("person", mara, { email: "new@example.com", company: acme });
    const past = (reader: Actor, parts: boolean) =>
      office.as(reader, (work) => history(work, "person", mara, { parts }));
    const parts = async (reader: Actor) =>
      (await past(reader, true)).flatMap(({ part, kind, source }) =>
        part ? [[part.object, part.title, kind, source]] : [],
      );
    expect(await parts(ana)).toEqual([
      ["relation", "works_at", "created", "rule"],
      ["contact_point", "new@example.com", "created", "rule"],
      ["contact_point", "mara@example.com", "changed", "rule"],
    ]);
    expect((await past(ana, false)).every(({ part }) => part === undefined)).toBe(true);
    const reader = await office.colleague("Reader", {
      objects: {
        relation: { ...everything, read: "none" },
        person: { ...everything, fields: { email: "hidden" } },
      },
    });
    expect(await parts(reader)).toEqual([]);
  });

  it("stands in the history of relations", async () => {
    const [acme, beta] = [
      await partyOf(office, ana, "company", { name: "Acme" }),
      await partyOf(office, ana, "company", { name: "Beta" }),
    ];
    const elena = await partyOf(office, ana, "person", { name: "Elena", company: acme });
    const relations = () =>
      office.rows<{ id: string }>(`select id from relations where from_id = '${elena}' order by id`);
    await change("person", elena, { company: beta });
    await change("person", elena, { job_title: "Buyer" });
    const ids = (await relations()).map(({ id }) => id);
    expect(await told("relation", ids)).toEqual([
      {
        kind: "changed",
        changes: { ended_on: { from: null, to: expect.any(String) } },
        ...byRule,
        same: false,
      },
      { kind: "created", changes: {}, ...byRule, same: false },
      { kind: "changed", changes: { title: { from: null, to: "Buyer" } }, ...byRule },
    ]);
  });
});

describe("where people work and companies belong", () => {
  const standing = (party: string) =>
    office.rows(`select p.name, r.kind, r.title, r.ended_on is null as stands from relations r join parties p on p.id = r.to_id
      where r.from_id = '${party}' order by r.created_at, r.id`);

  it("is kept with what it was before", async () => {
    const [acme, beta] = [
      await partyOf(office, ana, "company", { name: "Acme" }),
      await partyOf(office, ana, "company", { name: "Beta" }),
    ];
    const elena = await partyOf(office, ana, "person", { name: "Elena", company: acme, job_title: "Buyer" });
    await change("person", elena, { company: beta });
    expect(await standing(elena)).toEqual([
      { name: "Acme", kind: "works_at", title: "Buyer", stands: false },
      { name: "Beta", kind: "works_at", title: "Buyer", stands: true },
    ]);
    await change("company", acme, { parent: beta });
    expect(await standing(acme)).toEqual([
      { name: "Beta", kind: "parent_company", title: null, stands: true },
    ]);
  });

  it("never puts a company above itself, however far up", async () => {
    const top = await partyOf(office, ana, "company", { name: "Top" });
    const middle = await partyOf(office, ana, "company", { name: "Middle", parent: top });
    const low = await partyOf(office, ana, "company", { name: "Low", parent: middle });
    await expect(change("company", top, { parent: low })).rejects.toMatchObject({ code: "parent_in_circle" });
    const both = await Promise.allSettled([
      change("company", top, { parent: await partyOf(office, ana, "company", { name: "Above" }) }),
      change("company", low, { parent: top }),
    ]);
    expect(both.every(({ status }) => status === "fulfilled")).toBe(true);
  });

  it("lets only people work, and only at companies", async () => {
    const acme = await partyOf(office, ana, "company", { name: "Acme" });
    const elena = await partyOf(office, ana, "person", { name: "Elena" });
    const relate = (from: string, to: string) =>
      office.as(ana, (work) => create(work, "relation", { kind: "works_at", from, to }));
    await expect(relate(acme, elena)).rejects.toMatchObject({
      code: "field_invalid",
      details: { field: "from" },
    });
    await expect(relate(elena, acme)).resolves.toMatchObject({ from: { id: elena } });
  });

  it("may begin on any day again once its end is taken back", async () => {
    const acme = await partyOf(office, ana, "company", { name: "Acme" });
    const elena = await partyOf(office, ana, "person", { name: "Elena" });
    const values = {
      kind: "works_at",
      from: elena,
      to: acme,
      started_on: "2020-01-01",
      ended_on: "2021-01-01",
    };
    const { id } = await office.as(ana, (work) => create(work, "relation", values));
    const change = (fields: Record<string, unknown>) =>
      office.as(ana, (work) => update(work, "relation", id, fields));
    await expect(change({ started_on: "2022-01-01" })).rejects.toMatchObject({
      details: { field: "ended_on" },
    });
    await expect(change({ started_on: "2022-01-01", ended_on: null })).resolves.toMatchObject({
      ended_on: null,
    });
  });
});

it("the newest consent for a purpose and channel is what holds", async () => {
  const elena = await partyOf(office, ana, "person", { name: "Elena" });
  const say = (given: boolean, channel: string) =>
    office.as(ana, (work) =>
      create(work, "consent", {
        party: elena,
        purpose: "marketing",
        channel,
        given,
        basis: "consent",
        source: "Web form",
      }),
    );
  await say(true, "email");
  await say(true, "sms");
  await say(false, "email");
  const { data } = await office.ask(ana, readCurrentConsents, { params: { id: elena } });
  expect(data.map(({ channel, given }) => ({ channel, given }))).toEqual([
    { channel: "email", given: false },
    { channel: "sms", given: true },
  ]);
});
