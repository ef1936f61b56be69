import { beforeAll, expect, test, vi } from "vitest";
import type { ImportDetails, Mapping } from "#exchange/contract";
import { fullGrant } from "#records/contract";
import { everyRight } from "../../../../test/builders.ts";
import { counted, facts, fixture, type ImportDesk, openImportDesk } from "../testing/import-desk.ts";

let desk: ImportDesk;

beforeAll(async () => {
  desk = await openImportDesk();
});

const people = () => desk.records("/api/people?sort=name&limit=100");
const companies = () => desk.records("/api/companies?sort=name&limit=100");
const hubspot = ["hubspot-companies.csv", "hubspot-contacts.csv", "hubspot-deals.csv"] as const;

const csv = (...lines: string[]): Buffer => Buffer.from(`${lines.join("\n")}\n`);
const accounts = (...lines: string[]): Buffer => csv("Id,Name,ParentId,BillingCity", ...lines);

async function importOne(name: string, bytes: Buffer): Promise<ImportDetails> {
  const one = await desk.upload(name, bytes);
  return Object.values(await desk.runAll([one]))[0] as ImportDetails;
}

test("the same export once more knows its records by their ids, whatever they are called by now", async () => {
  await desk.runAll(await desk.uploadAll(...hubspot));
  const [ana] = await people();
  await desk.ask("PATCH", `/api/people/${ana?.id}`, {
    email: "ana.new@hubmail.example",
    name: { given: "Anna" },
  });
  const again = counted(await desk.runAll(await desk.uploadAll(...hubspot)));
  expect(again).toEqual({ companies: [0, 0, 2, 0], contacts: [0, 1, 2, 0], deals: [0, 0, 3, 0] });
  expect(await people()).toHaveLength(3);
  expect((await desk.records(`/api/notes?filter=party is ${ana?.id}`)).length).toBe(1);
});

test("of one name but two ids are two", async () => {
  const text = (id: number) =>
    accounts(`00100000000A${id}00,Twin Works,,Leeds`, `00100000000B${id}00,Twin Works,,York`);
  expect((await importOne("Account.csv", text(1))).counts).toMatchObject({ created: 2 });
  expect((await importOne("Account.csv", text(1))).counts).toMatchObject({ created: 0, unchanged: 2 });
});

test("who is here already is known by the key, and by the id from then on", async () => {
  await desk.ask("POST", "/api/companies", { name: "Old Friend" });
  const first = await importOne("Account.csv", accounts("0010000000000F1AAA,old friend,,Bath"));
  expect(first.counts).toMatchObject({ created: 0, updated: 1 });
  const [friend] = (await companies()).filter(({ name }) => name === "old friend");
  await desk.ask("PATCH", `/api/companies/${friend?.id}`, { name: "New Friend" });
  const later = await importOne("Account.csv", accounts("0010000000000F1,Older Friend,,Bath"));
  expect(later.counts).toMatchObject({ created: 0, updated: 1 });
});

test("what comes later is linked then: a row below, a file of another day", async () => {
  const below = accounts(
    "00100000000C001,Child Works,00100000000C002,Leeds",
    "00100000000C002,Mother Works,,Leeds",
  );
  expect((await importOne("Account.csv", below)).counts).toMatchObject({ created: 2 });
  const child = (await companies()).find(({ name }) => name === "Child Works");
  expect(facts(child, "parent")).toEqual(["Mother Works"]);
  const contact = csv(
    "Id,AccountId,LastName,Email,MailingCity",
    "003000000000C01,00100000000C009,Late,late@works.example,Hull",
  );
  await importOne("Contact.csv", contact);
  const late = async () => (await people()).find(({ email }) => email === "late@works.example");
  expect(facts(await late(), "company")).toEqual([null]);
  await importOne("Account.csv", accounts("00100000000C009AAA,Latest Works,,Hull"));
  expect(facts(await late(), "company")).toEqual(["Latest Works"]);
});

test("records that became one are found by the ids of each, and apart again by their own", async () => {
  const text = accounts("00100000000D001,Left Hand,,Oslo", "00100000000D002,Right Hand,,Oslo");
  await importOne("Account.csv", text);
  const [left, right] = ["Left Hand", "Right Hand"].map(
    (name) => async () => (await companies()).find((one) => one["name"] === name),
  );
  const [survivor, other] = [(await left?.())?.id, (await right?.())?.id];
  const merge = await desk.ask<{ id: string }>("POST", "/api/merges", {
    object: "company",
    survivor,
    others: [other],
  });
  const contact = (id: string, account: string) =>
    csv("Id,AccountId,LastName,Email,MailingCity", `${id},${account},Hand,${id}@hands.example,Oslo`);
  await importOne("Contact.csv", contact("003000000000D01", "00100000000D002"));
  const companyOf = async (email: string) =>
    facts(
      (await people()).find((one) => one["email"] === email),
      "company",
    );
  expect(await companyOf("003000000000d01@hands.example")).toEqual(["Left Hand"]);
  await desk.ask("POST", `/api/merges/${merge.id}/separation`, {});
  await importOne("Contact.csv", contact("003000000000D02", "00100000000D002"));
  expect(await companyOf("003000000000d02@hands.example")).toEqual(["Right Hand"]);
});

test("an import that is taken back takes its ids along: the next one makes its records anew", async () => {
  const before = (await companies()).length;
  const text = accounts("00100000000E001,Gone Works,00100000000E009,Lund");
  const made = await importOne("Account.csv", text);
  await desk.undo(made);
  expect(await companies()).toHaveLength(before);
  const kept = await desk.door.pool.query(
    "select external_id from external_ids where external_id like '00100000000E%' union all select external_id from links_to_come where external_id like '00100000000E%'",
  );
  expect(kept.rows).toEqual([]);
  expect((await importOne("Account.csv", text)).counts).toMatchObject({ created: 1 });
});

test("by the id alone, and with an owner for those whom nobody here is responsible for", async () => {
  const owner = await desk.ask<{ id: string }>("POST", "/api/users", { name: "Default Owner" });
  const one = await desk.upload(
    "hubspot-contacts.csv",
    Buffer.from(
      String(await fixture("hubspot-contacts.csv"))
        .replaceAll('"10', '"77')
        .replaceAll("@hubmail", "@othermail"),
    ),
  );
  const mapping = one.mapping as Mapping;
  expect(mapping.keys).toEqual(["external_id", "email"]);
  await desk.ask("PUT", `/api/imports/${one.id}/mapping`, {
    ...mapping,
    keys: ["external_id"],
    alike: false,
    owner: owner.id,
  });
  expect(counted(await desk.runAll([one]))).toEqual({ contacts: [3, 0, 0, 0] });
  const owners = (await people()).filter(({ email }) => String(email).endsWith("@othermail.example"));
  expect(owners.map((record) => facts(record, "owner")[0])).toEqual(["Default Owner", "Default Owner"]);
});

test("ids of records that one may not see find nothing", async () => {
  await importOne("Account.csv", accounts("00100000000G001,Hidden Works,,Oslo"));
  const own = { ...fullGrant, read: "own", change: "own", delete: "own" } as const;
  const stranger = await desk.as({ objects: { ...everyRight.objects, company: own }, permissions: ["*"] });
  const bytes = csv(
    "Id,AccountId,LastName,Email,MailingCity",
    "003000000000G01,00100000000G001,Strange,g@works.example,Oslo",
  );
  expect(counted(await stranger.runAll([await stranger.upload("Contact.csv", bytes)]))).toEqual({
    contacts: [1, 0, 0, 0],
  });
  const [strange] = (await people()).filter(({ email }) => email === "g@works.example");
  expect(facts(strange, "company")).toEqual([null]);
});

test("a record that is deleted for good leaves no id behind", async () => {
  const idsOf = async (record = "") =>
    (await desk.door.pool.query("select from external_ids where record_id = $1", [record])).rowCount;
  await importOne("Account.csv", accounts("00100000000H001,Purged Works,,Oslo"));
  const purged = (await companies()).find(({ name }) => name === "Purged Works");
  expect(await idsOf(purged?.id)).toBe(1);
  await desk.ask("DELETE", `/api/companies/${purged?.id}`);
  await desk.ask("POST", "/api/recycle-bin/purge", { records: [{ object: "company", id: purged?.id }] });
  await vi.waitFor(async () => expect(await idsOf(purged?.id)).toBe(0), 45_000);
});
