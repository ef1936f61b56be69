import { beforeAll, describe, expect, test } from "vitest";
import type { Action, OutputOf } from "#kernel/action";
import type { Actor } from "#records";
import { type Grant, noGrant } from "#records/contract";
import { everything, type Office, openOffice } from "../../../test/office.ts";
import type { ViewDefinition } from "./contract.ts";
import * as contract from "./contract.ts";
import { viewRoutes } from "./view-routes.ts";

let office: Office;
let manager: Actor;
let seller: Actor;

beforeAll(async () => {
  office = await openOffice();
  manager = await office.colleague("Maria", { permissions: ["views:share"] });
  seller = await office.colleague("Petar", { permissions: [] });
});

/** As the front door does: input checked by the contract, one unit of work. */
async function ask<A extends Action>(
  actor: Actor,
  action: A,
  call: { params?: object; query?: object; body?: object },
): Promise<OutputOf<A>> {
  const handler = viewRoutes.find((one) => one.action === action);
  if (!handler) throw new Error(`Nothing handles ${action.id}`);
  const input = {
    params: action.params?.parse(call.params ?? {}),
    query: action.query?.parse(call.query ?? {}),
    body: action.body?.parse(call.body ?? {}),
  };
  return (await office.as(actor, (work) => handler.run(work, input as never, {} as never))) as OutputOf<A>;
}

const big: ViewDefinition = {
  filter: { field: "amount", op: "gt", value: "5000" },
  sort: "-amount",
  columns: [{ field: "name" }, { field: "amount", width: 160 }],
};

function save(
  actor: Actor,
  view: { name: string; object?: string; definition?: ViewDefinition; shared?: boolean },
) {
  return ask(actor, contract.createView, {
    body: { object: "deal", kind: "table", definition: big, ...view },
  });
}
async function names(actor: Actor, object = "deal") {
  const { data } = await ask(actor, contract.listViews, { query: { object } });
  return data.map((view) => view.name);
}

describe("a view", () => {
  test("is seen by its owner alone until it is shared", async () => {
    const view = await save(manager, { name: "Big deals" });
    expect(view).toMatchObject({
      name: "Big deals",
      definition: big,
      shared: false,
      editable: true,
      owner: { title: "Maria" },
    });
    expect(await names(manager)).toContain("Big deals");
    expect(await names(seller)).not.toContain("Big deals");

    await ask(manager, contract.changeView, { params: { id: view.id }, body: { shared: true } });
    expect(await names(seller)).toContain("Big deals");
  });

  test("is shared only by those who may share", async () => {
    await expect(save(seller, { name: "For all", shared: true })).rejects.toMatchObject({
      code: "not_allowed",
    });
    const own = await save(seller, { name: "Mine" });
    await expect(
      ask(seller, contract.changeView, { params: { id: own.id }, body: { shared: true } }),
    ).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("of somebody else can be used but not changed, and a private one is not found at all", async () => {
    const shared = await save(manager, { name: "Shared", shared: true });
    const secret = await save(manager, { name: "Secret" });
    const change = (id: string) =>
      ask(seller, contract.changeView, { params: { id }, body: { name: "Taken" } });
    await expect(change(shared.id)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(change(secret.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(seller, contract.deleteView, { params: { id: shared.id } })).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  test("is deleted with its pins and defaults", async () => {
    const view = await save(manager, { name: "Short-lived", shared: true });
    await ask(seller, contract.pinView, { params: { id: view.id } });
    await ask(seller, contract.makeViewDefault, { params: { id: view.id } });
    await ask(manager, contract.deleteView, { params: { id: view.id } });
    expect(await names(seller)).not.toContain("Short-lived");
    expect(await office.rows(`select 1 from view_pins where view_id = '${view.id}'`)).toEqual([]);
  });
});

describe("what a view says is checked", () => {
  test.each<[string, ViewDefinition, string]>([
    ["a field that is not there", { filter: { field: "password", op: "is", value: "x" } }, "field_unknown"],
    [
      "an operator that the field does not know",
      { filter: { field: "amount", op: "contains", value: "5" } },
      "filter_invalid",
    ],
    ["a column that is not there", { columns: [{ field: "stage_id; drop table views" }] }, "field_unknown"],
    ["an order by what is not there", { sort: "-nothing" }, "field_unknown"],
  ])("when it is saved: %s", async (_case, definition, code) => {
    await expect(save(manager, { name: "Wrong", definition })).rejects.toMatchObject({ code });
  });

  test("when it is used: who may not see a field gets no view that filters by it, and no column of it", async () => {
    await save(manager, { name: "By amount", shared: true });
    await save(manager, {
      name: "Amount as a column",
      shared: true,
      definition: { sort: "-amount,name", columns: [{ field: "name" }, { field: "amount" }] },
    });
    const blind: Grant = { ...everything, fields: { amount: "hidden" } };
    const trainee = await office.colleague("Ivo", { objects: { deal: blind }, permissions: [] });
    const { data } = await ask(trainee, contract.listViews, { query: { object: "deal" } });
    expect(data.map((view) => view.name)).not.toContain("By amount");
    expect(data.find((view) => view.name === "Amount as a column")?.definition).toEqual({
      sort: "name",
      columns: [{ field: "name" }],
    });
  });

  test("when it is used: a definition from an older version that no longer reads is passed over", async () => {
    const view = await save(manager, { name: "Old" });
    await office.rows(`update views set definition = '{"filter": {"sql": "1=1"}}' where id = '${view.id}'`);
    expect(await names(manager)).not.toContain("Old");
  });

  test("an object that one may not read has no views", async () => {
    await save(manager, { name: "Companies", object: "company", shared: true, definition: { sort: "name" } });
    const none = noGrant;
    const outsider = await office.colleague("Nikola", { objects: { company: none } });
    expect(await names(outsider, "company")).toEqual([]);
    await expect(save(outsider, { name: "Peek", object: "company", definition: {} })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("favourites and the default are each user's own", async () => {
  const first = await save(manager, { name: "First", shared: true });
  const second = await save(manager, { name: "Second", shared: true });
  await ask(seller, contract.pinView, { params: { id: first.id } });
  await ask(seller, contract.pinView, { params: { id: first.id } });
  await ask(seller, contract.makeViewDefault, { params: { id: first.id } });
  await ask(seller, contract.makeViewDefault, { params: { id: second.id } });
  const of = async (actor: Actor) => {
    const { data } = await ask(actor, contract.listViews, { query: {} });
    return data
      .filter((view) => [first.id, second.id].includes(view.id))
      .map((view) => [view.name, view.pinned, view.default]);
  };
  expect(await of(seller)).toEqual([
    ["First", true, false],
    ["Second", false, true],
  ]);
  expect(await of(manager)).toEqual([
    ["First", false, false],
    ["Second", false, false],
  ]);
});
