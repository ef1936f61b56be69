import { beforeAll, expect, test } from "vitest";
import { create, get } from "#records";
import { type Office, openOffice, partyOf } from "../../../../test/office.ts";

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

test("what is installed bears the name of its product, and its warranty does not end before it began", async () => {
  const ana = await office.colleague("Ana");
  const customer = await partyOf(office, ana, "company", { name: "Rila" });
  const made = (object: string, values: Record<string, unknown>) =>
    office.as(ana, (work) => create(work, object, values));
  const product = await made("product", { name: "Boiler 3000" });
  const boiler = await made("installed_product", { customer, product: product.id, serial: "B-17" });
  expect(boiler["name"]).toBe("Boiler 3000");
  const wrong = made("installed_product", {
    customer,
    name: "Pump",
    installed_on: "2026-05-01",
    warranty_until: "2026-04-30",
  });
  await expect(wrong).rejects.toMatchObject({ details: { field: "warranty_until" } });
  await expect(made("installed_product", { customer })).rejects.toMatchObject({ code: "field_required" });
});

test("time spent on a ticket adds up on it, and is whose who writes it down", async () => {
  const ana = await office.colleague("Ana");
  const { id } = await office.as(ana, (work) => create(work, "ticket", { subject: "Leak" }));
  for (const minutes of [25, 40])
    await office.as(ana, (work) => create(work, "time_entry", { ticket: id, minutes }));
  const ticket = await office.as(ana, (work) => get(work, "ticket", id));
  expect(Number(ticket["time_spent"])).toBe(65);
  const [entry] = await office.rows<{ user: string; today: boolean }>(
    `select user_id as "user", worked_on <= current_date + 1 as today from time_entries where ticket_id = '${id}' limit 1`,
  );
  expect(entry).toEqual({ user: ana.userId, today: true });
});
