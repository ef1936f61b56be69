import { describe, expect, it } from "vitest";
import type { Seller } from "#catalogue";
import { create, update } from "#records";
import { everything } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { openBillingDesk } from "../testing/billing-desk.ts";
import { type IncompleteDraft, missingIn } from "./missing-details.ts";

const { office, ana, acme, order, invoiced, issue } = await openBillingDesk();

const address = { street: "Main street 1", city: "Town" };
const whole = {
  kind: "invoice",
  seller: {
    name: "House",
    address,
    country: "ES",
    taxNumber: "B1",
    vatRegistered: true,
    iban: "ES1",
  } as Seller,
  buyer: { name: "Acme", address, taxNumber: "B2", registrationNumber: null },
  isCompany: true,
  isTransferred: true,
  suppliedOn: null,
  isPeriodic: false,
  deliveredOn: null,
  today: "2026-11-05",
} as IncompleteDraft;
const without = (
  more: Omit<Partial<IncompleteDraft>, "seller" | "buyer"> & { seller?: object; buyer?: object },
) =>
  missingIn({
    ...whole,
    ...more,
    seller: { ...whole.seller, ...more.seller },
    buyer: { ...whole.buyer, ...more.buyer },
  });

describe("an invoice", () => {
  it("has to say who sells, and where it is paid unless it is paid online", () => {
    expect(missingIn(whole)).toEqual([]);
    const nobody = { name: "", address: {}, taxNumber: null, iban: null };
    expect(without({ seller: nobody })).toEqual([
      "seller_name",
      "seller_address",
      "seller_tax_number",
      "seller_bank",
    ]);
    expect(without({ seller: { iban: null }, isTransferred: false })).toEqual([]);
    const small = { taxNumber: null, vatRegistered: false, registrationNumber: "205" };
    expect(without({ seller: small })).toEqual([]);
  });

  it("has to say whose number a business at home or in the Union has, and where a customer lives where the law asks", () => {
    const bare = { address: {}, taxNumber: null };
    expect(without({ buyer: bare })).toEqual(["customer_address", "customer_tax_number"]);
    expect(without({ buyer: { ...bare, address: { ...address, country: "FR" } } })).toEqual([
      "customer_tax_number",
    ]);
    expect(without({ buyer: { ...bare, address: { ...address, country: "US" } } })).toEqual([]);
    expect(without({ buyer: bare, isCompany: false })).toEqual([]);
    expect(without({ buyer: bare, isCompany: false, seller: { country: "DE" } })).toEqual([
      "customer_address",
    ]);
  });

  it("has to say the day of supply in Bulgaria, and elsewhere where it was another", () => {
    expect(without({ seller: { country: "BG" } })).toEqual(["supplied_on"]);
    expect(without({ seller: { country: "BG" }, isPeriodic: true })).toEqual([]);
    expect(without({ deliveredOn: "2026-11-01" })).toEqual(["supplied_on"]);
    expect(without({ deliveredOn: "2026-11-05" })).toEqual([]);
    expect(without({ deliveredOn: "2026-11-01", suppliedOn: "2026-11-01" })).toEqual([]);
  });
});

it("a draft tells what it lacks to who may see that, and is barred where the organisation says so", async () => {
  const { id } = await invoiced(await order([{ price: "100", quantity: "1" }]));
  const told = async (actor = ana) =>
    (await office.ask(actor, contract.readMissingDetails, { params: { id } })).data;
  const customers = ["customer_address", "customer_tax_number"];
  expect(await told()).toEqual([
    "seller_address",
    "seller_tax_number",
    "seller_bank",
    ...customers,
    "supplied_on",
  ]);
  const company = { ...everything, fields: { tax_number: "hidden", address: "hidden" } } as const;
  const blind = await office.colleague("Blind", { objects: { company, party: company } });
  expect(await told(blind)).not.toEqual(expect.arrayContaining(customers));
  const settings = await office.ask(ana, contract.readBillingSettings);
  const bar = (complete_invoices: boolean) =>
    office.ask(ana, contract.changeBillingSettings, { body: { ...settings, complete_invoices } });
  await bar(true);
  await expect(issue(id)).rejects.toMatchObject({ code: "invoice_incomplete" });
  await office.rows(
    "update sellers set address_street = 'Main street 1', address_city = 'Sofia', tax_number = 'BG1', iban = 'BG1'",
  );
  const values = { address: { street: "Side street 2", city: "Sofia" }, tax_number: "BG2" };
  await office.as(ana, (work) => update(work, "company", acme, values));
  expect(await told()).toEqual(["supplied_on"]);
  await office.as(ana, (work) => update(work, "invoice", id, { supplied_on: "2026-11-05" }));
  expect(await issue(id)).toMatchObject({ state: "issued" });
  await bar(false);
  const other = await office.as(ana, (work) => create(work, "invoice", { customer: acme }));
  const lines = [{ description: "Advice", quantity: "1", price: "80" }];
  await office.ask(ana, contract.setInvoiceLines, { params: { id: other.id }, body: { lines } });
  expect(await issue(other.id)).toMatchObject({ state: "issued" });
});
