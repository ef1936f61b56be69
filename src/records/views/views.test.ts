import { beforeAll, describe, expect, test } from "vitest";
import type { Action, OutputOf } from "#kernel/action";
import { type Actor, create, update, type Values } from "#records";
import { type Grant, noGrant } from "#records/contract";
import { everything, type Office, openOffice } from "../../../test/office.ts";
import { purgeRemoved } from "../customising/purging.ts";
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
  view: {
    name: string;
    object?: string;
    definition?: ViewDefinition;
    shared?: boolean;
    team?: string;
    folder?: string;
  },
) {
  return ask(actor, contract.createView, {
    body: { object: "deal", kind: "table", definition: big, ...view },
  });
}

async function viewOf(actor: Actor, id: string) {
  const { data } = await ask(actor, contract.listViews, { query: { object: "deal" } });
  return data.find((view) => view.id === id);
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

  test("of a board keeps which pipeline it shows", async () => {
    const scope = "0192c6a0-0000-7000-8000-000000000001";
    expect((await save(manager, { name: "Partners", definition: { ...big, scope } })).definition.scope).toBe(
      scope,
    );
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

  test("is not changed over the head of who changed it since, where one says which one knows", async () => {
    const { id, version } = await save(manager, { name: "Known", shared: true });
    const change = (body: object) => ask(manager, contract.changeView, { params: { id }, body });
    const colleague = await change({ name: "Known better" });
    await expect(change({ name: "Known", version })).rejects.toMatchObject({
      code: "version_conflict",
      details: { extra: { current: { name: "Known better" } } },
    });
    expect(await change({ name: "Known", version: colleague.version })).toMatchObject({ name: "Known" });
  });

  test("is deleted with its pins and defaults, and comes back with them as whose it was", async () => {
    const view = await save(manager, { name: "Short-lived", shared: true });
    const params = { id: view.id };
    await ask(seller, contract.pinView, { params });
    await ask(seller, contract.makeViewDefault, { params });
    const before = await viewOf(seller, view.id);
    expect(before).toMatchObject({ pinned: true, chosen: true });
    await ask(manager, contract.deleteView, { params });
    expect(await names(seller)).not.toContain("Short-lived");
    for (const action of [contract.changeView, contract.pinView, contract.deleteView])
      await expect(ask(manager, action, { params, body: {} })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(seller, contract.restoreView, { params })).rejects.toMatchObject({
      code: "not_allowed",
    });
    await ask(manager, contract.restoreView, { params });
    expect(await viewOf(seller, view.id)).toEqual({ ...before, version: expect.any(Number) });
    await expect(ask(manager, contract.restoreView, { params })).rejects.toMatchObject({ code: "not_found" });
  });

  test("that was deleted opens no list again that another opens since, and goes for good after 30 days", async () => {
    const [first, second] = [
      await save(manager, { name: "Opened", shared: true, object: "product", definition: {} }),
      await save(manager, { name: "Opens since", shared: true, object: "product", definition: {} }),
    ];
    const opening = (id: string) => ask(manager, contract.makeViewSharedDefault, { params: { id } });
    await opening(first.id);
    await ask(manager, contract.deleteView, { params: { id: first.id } });
    await opening(second.id);
    const back = await ask(manager, contract.restoreView, { params: { id: first.id } });
    expect(back).toMatchObject({ opens: false, default: false });
    await ask(manager, contract.deleteView, { params: { id: first.id } });
    await purgeRemoved(office.runtime);
    await ask(manager, contract.restoreView, { params: { id: first.id } });
    await ask(manager, contract.deleteView, { params: { id: first.id } });
    await office.rows("update views set removed_at = removed_at - interval '31 days'");
    await purgeRemoved(office.runtime);
    await expect(ask(manager, contract.restoreView, { params: { id: first.id } })).rejects.toMatchObject({
      code: "not_found",
    });
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

  test("when it is used: related records, a way through a link and a group that one may not see are as good as hidden fields", async () => {
    const won = { field: "stage.kind", op: "is", value: "won" } as const;
    await save(manager, {
      name: "Bought",
      object: "company",
      shared: true,
      definition: { filter: { related: "deals", sum: { of: "amount", op: "gt", value: "1", where: won } } },
    });
    await save(manager, {
      name: "Grouped",
      shared: true,
      definition: { group: "stage,expected_close_on:month", filter: { related: "tasks", some: true } },
    });
    expect(await names(seller, "company")).toContain("Bought");
    const read = { ...everything, read: "none" as const };
    const noDeals = await office.colleague("Vera", { objects: { deal: read } });
    expect(await names(noDeals, "company")).not.toContain("Bought");
    const noAmount = await office.colleague("Vlad", {
      objects: { deal: { ...everything, fields: { amount: "hidden", stage: "hidden" } } },
    });
    expect(await names(noAmount, "company")).not.toContain("Bought");
    const { data } = await ask(noAmount, contract.listViews, { query: { object: "deal" } });
    expect(data.find((view) => view.name === "Grouped")?.definition.group).toBe("expected_close_on:month");
  });

  test("when it is used: what got into the database past the front door is checked again, and run by no one", async () => {
    const view = await save(manager, { name: "Tampered", shared: true });
    for (const definition of [
      { sort: "-amount; drop table views" },
      { columns: [{ field: "amount) from users --" }] },
      { group: "stage:month'; select 1" },
      { filter: { related: "tasks' or '1'='1", some: true } },
      { filter: { not: JSON.parse('{"not":'.repeat(60) + '{"and":[]}' + "}".repeat(60)) } },
    ]) {
      const text = JSON.stringify(definition).replaceAll("'", "''");
      await office.rows(`update views set definition = '${text}' where id = '${view.id}'`);
      const { data } = await ask(seller, contract.listViews, { query: {} });
      const found = data.find(({ id }) => id === view.id);
      if (found) expect(JSON.stringify(found.definition)).not.toMatch(/drop|users|select|tasks/);
    }
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

describe("a view shared with a team", () => {
  let sales: string;
  let youngsters: string;
  let petya: Actor;
  let head: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    const team = (values: object) =>
      office.runtime.runAsSystem(async (work) => (await create(work, "team", values as Values)).id);
    sales = await team({ name: "Sales" });
    youngsters = await team({ name: "Youngsters", parent: sales });
    const elsewhere = await team({ name: "Elsewhere" });
    petya = await member("Petya", youngsters);
    head = await office.colleague("Head", { permissions: [] });
    await office.runtime.runAsSystem((work) => update(work, "team", sales, { manager: head.userId }));
    stranger = await member("Stranger", elsewhere);
  });

  async function member(name: string, team: string): Promise<Actor> {
    const actor = await office.colleague(name, { permissions: [] });
    await office.runtime.runAsSystem((work) => update(work, "user", actor.userId ?? "", { team }));
    return actor;
  }

  test("is seen by the team, by the teams below it and by who leads it, and by nobody else", async () => {
    const view = await save(manager, { name: "Of sales", team: sales });
    expect(view).toMatchObject({ shared: false, team: { id: sales, title: "Sales" } });
    const below = await save(manager, { name: "Of the young", team: youngsters });
    expect(await names(petya)).toEqual(expect.arrayContaining(["Of sales", "Of the young"]));
    expect(await names(head)).toContain("Of sales");
    expect(await names(head)).not.toContain("Of the young");
    expect(await names(stranger)).not.toContain("Of sales");
    await expect(ask(stranger, contract.pinView, { params: { id: view.id } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      ask(petya, contract.changeView, { params: { id: below.id }, body: { name: "Mine" } }),
    ).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("is shared by those who may share, with a team that is there, and not with everybody as well", async () => {
    const own = await save(seller, { name: "Own" });
    const change = (actor: Actor, body: object) =>
      ask(actor, contract.changeView, { params: { id: own.id }, body });
    await expect(change(seller, { team: sales })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(save(seller, { name: "For sales", team: sales })).rejects.toMatchObject({
      code: "not_allowed",
    });
    await expect(save(manager, { name: "For none", team: own.id })).rejects.toMatchObject({
      code: "link_not_found",
    });
    await expect(save(manager, { name: "Both", team: sales, shared: true })).rejects.toMatchObject({
      code: "field_invalid",
    });
    const shared = await save(manager, { name: "For all", shared: true });
    const turned = await ask(manager, contract.changeView, {
      params: { id: shared.id },
      body: { team: sales },
    });
    expect(turned).toMatchObject({ shared: false, team: { id: sales } });
  });

  test("opens the list: one's own choice before the nearest team's, that before everybody's", async () => {
    const [all, ofSales, ofYoung, own] = [
      await save(manager, { name: "Opens for all", shared: true }),
      await save(manager, { name: "Opens for sales", team: sales }),
      await save(manager, { name: "Opens for the young", team: youngsters }),
      await save(petya, { name: "Opens for me" }),
    ];
    const opens = async (actor: Actor) => {
      const { data } = await ask(actor, contract.listViews, { query: { object: "deal" } });
      return data.filter((view) => view.default).map((view) => view.name);
    };
    for (const { id } of [all, ofSales, ofYoung])
      await ask(manager, contract.makeViewSharedDefault, { params: { id } });
    await ask(petya, contract.makeViewDefault, { params: { id: own.id } });
    expect(await opens(petya)).toEqual(["Opens for me"]);
    expect(await opens(head)).toEqual(["Opens for sales"]);
    expect(await opens(stranger)).toEqual(["Opens for all"]);

    await ask(petya, contract.unmakeViewDefault, { params: { id: own.id } });
    expect(await opens(petya)).toEqual(["Opens for the young"]);
    await ask(manager, contract.unmakeViewSharedDefault, { params: { id: ofYoung.id } });
    expect(await opens(petya)).toEqual(["Opens for sales"]);

    const another = await save(manager, { name: "Opens for sales now", team: sales });
    await ask(manager, contract.makeViewSharedDefault, { params: { id: another.id } });
    expect(await opens(head)).toEqual(["Opens for sales now"]);
    await ask(manager, contract.changeView, { params: { id: another.id }, body: { shared: true } });
    expect(await opens(head)).toEqual(["Opens for all"]);
  });

  test("a view that one may not see opens no list", async () => {
    const view = await save(manager, { name: "Only for who sees amounts", shared: true });
    await ask(manager, contract.makeViewSharedDefault, { params: { id: view.id } });
    const blind: Grant = { ...everything, fields: { amount: "hidden" } };
    const trainee = await office.colleague("Trainee", { objects: { deal: blind }, permissions: [] });
    const { data } = await ask(trainee, contract.listViews, { query: { object: "deal" } });
    expect(data.filter((one) => one.default)).toEqual([]);
  });

  test("a private view opens lists for nobody else, and who may not share opens none for others", async () => {
    const secret = await save(manager, { name: "Private" });
    await expect(
      ask(manager, contract.makeViewSharedDefault, { params: { id: secret.id } }),
    ).rejects.toMatchObject({ code: "view_private" });
    const shared = await save(manager, { name: "Shared again", shared: true });
    await expect(
      ask(seller, contract.makeViewSharedDefault, { params: { id: shared.id } }),
    ).rejects.toMatchObject({ code: "not_allowed" });
  });
});

test("views stand in folders, and those in none come first", async () => {
  const where = { object: "task", definition: {} };
  await save(seller, { ...where, name: "In a folder", folder: " Reviews " });
  const loose = await save(seller, { ...where, name: "Loose" });
  const filed = await save(seller, { ...where, name: "Filed", folder: "Archive" });
  expect(await names(seller, "task")).toEqual(["Loose", "Filed", "In a folder"]);
  const put = (id: string, folder: string | null) =>
    ask(seller, contract.changeView, { params: { id }, body: { folder } });
  expect(await put(loose.id, "Reviews")).toMatchObject({ folder: "Reviews" });
  expect(await put(filed.id, null)).toMatchObject({ folder: null });
  expect(await put(filed.id, null)).toMatchObject({ name: "Filed" });
});
