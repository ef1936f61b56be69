import { beforeAll, expect, it } from "vitest";
import { type Actor, create, createMany, get, update } from "#records";
import { noGrant } from "#records/contract";
import { type Office, openOffice } from "../../../../test/office.ts";
import { setNextStep, takeAmountFromProducts } from "../contract/index.ts";

let office: Office;
let ana: Actor;
let desk: string;
let chair: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  const price = (amount: string, currency = "EUR") => ({ amount, currency });
  const made = await office.as(ana, (work) =>
    createMany(work, "product", [
      { name: "Desk", price: price("619.99") },
      { name: "Chair", price: price("310", "USD") },
    ]),
  );
  [desk = "", chair = ""] = made;
});

const newDeal = async () => (await office.as(ana, (work) => create(work, "deal", { name: "Fit-out" }))).id;

it("a product comes into a deal once, at its list price, below those that are there", async () => {
  const deal = await newDeal();
  const lines = await office.as(ana, async (work) => {
    const ids = await createMany(work, "deal_product", [
      { deal, product: desk },
      { deal, product: desk, quantity: "3", discount: 10 },
    ]);
    return Promise.all(ids.map((id) => get(work, "deal_product", id)));
  });
  expect(lines).toMatchObject([
    { quantity: "1", price: { amount: "619.99", currency: "EUR" }, discount: 0, position: 0 },
    { quantity: "3", discount: 10, position: 1 },
  ]);
});

it("the amount of a deal follows its products when somebody says so, to the cent", async () => {
  const id = await newDeal();
  await office.as(ana, (work) =>
    createMany(work, "deal_product", [
      { deal: id, product: desk, quantity: "3", discount: 10 },
      { deal: id, product: desk, quantity: "0.5" },
    ]),
  );
  const deal = await office.ask(ana, takeAmountFromProducts, { params: { id } });
  expect(deal).toMatchObject({ amount: { amount: "1983.97", currency: "EUR" } });
});

it("products in several currencies have no sum", async () => {
  const id = await newDeal();
  await office.as(ana, (work) =>
    createMany(work, "deal_product", [
      { deal: id, product: desk },
      { deal: id, product: chair },
    ]),
  );
  await expect(office.ask(ana, takeAmountFromProducts, { params: { id } })).rejects.toMatchObject({
    code: "field_invalid",
    details: { field: "amount.currency" },
  });
});

it("a next step has its day, and goes with it", async () => {
  const id = await newDeal();
  const set = { next_step: "Send the quote", next_step_on: "2027-01-05" };
  expect(await office.ask(ana, setNextStep, { params: { id }, body: set })).toMatchObject(set);
  const emptied = { next_step: "", next_step_on: "2027-01-05" };
  const deal = await office.ask(ana, setNextStep, { params: { id }, body: emptied });
  expect(deal).toMatchObject({ next_step: null, next_step_on: null });
});

it("somebody who may only see a deal changes neither its amount nor its next step", async () => {
  const id = await newDeal();
  const everything = { ...noGrant, read: "all" } as const;
  const reader = await office.colleague("Reader", { objects: { deal: everything } });
  const body = { next_step: "Mine", next_step_on: null };
  await expect(office.ask(reader, setNextStep, { params: { id }, body })).rejects.toMatchObject({
    code: "not_allowed",
  });
  await expect(office.ask(reader, takeAmountFromProducts, { params: { id } })).rejects.toMatchObject({
    code: "not_allowed",
  });
  await expect(office.as(reader, (work) => update(work, "deal", id, { name: "Mine" }))).rejects.toMatchObject(
    { code: "not_allowed" },
  );
});

it("products and participants come into a deal by who may change it; a note on it by who sees it", async () => {
  const id = await newDeal();
  const seen = { ...noGrant, read: "all" } as const;
  const reader = await office.colleague("Looker", { objects: { deal: seen } });
  const party = (await office.as(ana, (work) => create(work, "company", { name: "Rila" }))).id;
  const theirs = (object: string, values: Record<string, unknown>) =>
    office.as(reader, (work) => create(work, object, { deal: id, ...values }));
  await expect(theirs("deal_product", { product: desk })).rejects.toMatchObject({ code: "not_allowed" });
  await expect(theirs("deal_party", { party, role: "buyer" })).rejects.toMatchObject({ code: "not_allowed" });
  await theirs("note", { party, body: "They ask for oak" });
  const [line] = await office.as(ana, (work) =>
    createMany(work, "deal_product", [{ deal: id, product: desk }]),
  );
  const moved = office.as(reader, (work) => update(work, "deal_product", line ?? "", { quantity: "7" }));
  await expect(moved).rejects.toMatchObject({ code: "not_allowed" });
});
