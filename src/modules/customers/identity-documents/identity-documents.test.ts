import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#records";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import {
  deleteIdentityDocument,
  listIdentityDocumentReadings,
  listIdentityDocuments,
  readIdentityDocument,
  recordIdentityDocument,
} from "../contract/index.ts";
import { removeExpiredIdentityDocuments } from "./expiring.ts";
import { openNumber, sealNumber } from "./sealing.ts";

const number = "648213975";
const document = {
  kind: "identity_card",
  number,
  purpose: "Contract of lease",
  keep_until: "2099-01-01",
} as const;

let office: Office;
let ana: Actor;
let boris: Actor;
let elena: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  boris = await office.colleague("Boris", { permissions: [] });
  elena = await partyOf(office, ana, "person", { name: "Elena Petrova" });
});

const keep = (body: Partial<typeof document> | object = {}) =>
  office.ask(ana, recordIdentityDocument, { params: { id: elena }, body: { ...document, ...body } });

describe("an identity document", () => {
  it("is shown masked, and read in full only for a reason, which is kept", async () => {
    const kept = await keep();
    expect(kept.number).toBe("•••• 975");
    const { data } = await office.ask(boris, listIdentityDocuments, { params: { id: elena } });
    expect(data).toContainEqual(kept);
    const params = { id: kept.id };
    const unexplained = office.ask(ana, readIdentityDocument, { params, body: { reason: "" } });
    await expect(unexplained).rejects.toMatchObject({ code: "identity_reason_required" });
    expect(
      await office.ask(ana, readIdentityDocument, { params, body: { reason: "Signing the lease" } }),
    ).toEqual({ number });
    const readings = await office.ask(ana, listIdentityDocumentReadings, { params });
    expect(readings.data).toMatchObject([{ reader: { title: "Ana" }, reason: "Signing the lease" }]);
  });

  it("is read by nobody without the permission, found by nobody who may not see the person", async () => {
    const { id } = await keep();
    const read = (actor: Actor) =>
      office.ask(actor, readIdentityDocument, { params: { id }, body: { reason: "Curious" } });
    await expect(read(boris)).rejects.toMatchObject({ code: "not_allowed" });
    const stranger = await office.colleague("Stranger", {
      objects: { party: { ...everything, read: "own" } },
    });
    await expect(read(stranger)).rejects.toMatchObject({ code: "not_found" });
    const logged = await office.rows(`select 1 from identity_document_readings where document_id = '${id}'`);
    expect(logged).toEqual([]);
  });

  it("is kept for a purpose, until a day to come", async () => {
    await expect(keep({ keep_until: "2020-01-01" })).rejects.toMatchObject({ code: "keep_until_past" });
    await expect(keep({ purpose: "" })).rejects.toThrow();
  });

  it("leaves its number nowhere: not in tables, history, events or answers", async () => {
    const kept = await keep({ number: "PX73519482" });
    expect(JSON.stringify(kept)).not.toContain("73519482");
    const tables = await office.rows<{ name: string }>(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const found = await office.rows(`select 1 from ${name} t where t::text like '%73519482%'`);
      expect(found, name).toEqual([]);
    }
  });

  it("is removed by hand, and by itself when it may be kept no longer", async () => {
    const kept = await keep();
    await office.ask(ana, deleteIdentityDocument, { params: { id: kept.id } });
    const expired = await keep();
    await office.rows(
      `update identity_documents set keep_until = current_date - 1 where id = '${expired.id}'`,
    );
    await removeExpiredIdentityDocuments(office.runtime);
    const left = await office.rows(
      `select 1 from identity_documents where id in ('${kept.id}', '${expired.id}')`,
    );
    expect(left).toEqual([]);
  });
});

it("a sealed number opens only by its key and for its document", () => {
  const secret = Buffer.alloc(32, 1);
  const blob = sealNumber(secret, "document-1", number);
  expect(openNumber(secret, "document-1", blob)).toBe(number);
  expect(sealNumber(secret, "document-1", number).equals(blob)).toBe(false);
  expect(() => openNumber(secret, "document-2", blob)).toThrow();
  expect(() => openNumber(Buffer.alloc(32, 2), "document-1", blob)).toThrow("key");
  blob[blob.length - 1]! ^= 1;
  expect(() => openNumber(secret, "document-1", blob)).toThrow();
});
