import { beforeAll, expect, it } from "vitest";
import { type Actor, archive, create, get, update } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { orderStages } from "../contract/index.ts";
import { makeStandardPipeline } from "./standard-pipeline.ts";

let office: Office;
let ana: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
});

const namesInOrder = async () =>
  (await office.rows<{ name: string }>("select name from stages order by position")).map(({ name }) => name);

it("the standard pipeline is made once, in the language of the organisation", async () => {
  await office.runtime.runAsSystem(makeStandardPipeline);
  expect(await namesInOrder()).toEqual([
    "First contact",
    "Qualified",
    "Proposal",
    "Negotiation",
    "Won",
    "Lost",
  ]);
});

it("the stages of a pipeline stand in the order given, all or none", async () => {
  const ids = Object.values(office.stages);
  const [first = "", second = "", ...rest] = ids;
  const params = { id: office.pipeline };
  await office.ask(ana, orderStages, { params, body: { stages: [second, first, ...rest] } });
  expect((await namesInOrder()).slice(0, 2)).toEqual(["Qualified", "First contact"]);
  const some = office.ask(ana, orderStages, { params, body: { stages: [first, second] } });
  await expect(some).rejects.toMatchObject({ code: "field_invalid" });
  await office.ask(ana, orderStages, { params, body: { stages: ids } });
});

it("deals follow the probability of their stage, and their history says that it was a rule", async () => {
  const stage = office.stages["Proposal"] ?? "";
  const deal = await office.as(ana, (work) => create(work, "deal", { name: "Weighed", stage }));
  await office.as(ana, (work) => update(work, "stage", stage, { probability: 65 }));
  expect(await office.as(ana, (work) => get(work, "deal", deal.id))).toMatchObject({ probability: 65 });
  const [told] = await office.rows(
    `select source, changes from history where record_id = '${deal.id}' order by id desc limit 1`,
  );
  expect(told).toEqual({ source: "rule", changes: { probability: { from: 50, to: 65 } } });
});

it("a stage with deals in it is not turned into a won one, nor taken to another pipeline", async () => {
  const stage = office.stages["Qualified"] ?? "";
  await office.as(ana, (work) => create(work, "deal", { name: "Standing", stage }));
  const other = await office.as(ana, (work) => create(work, "pipeline", { name: "Partners" }));
  for (const values of [{ kind: "won" }, { pipeline: other.id }]) {
    const turned = office.as(ana, (work) => update(work, "stage", stage, values));
    await expect(turned).rejects.toMatchObject({ code: "stage_in_use" });
  }
});

it("a new stage comes last; what is won is certain", async () => {
  const made = await office.as(ana, (work) =>
    create(work, "stage", { name: "Signed", kind: "won", pipeline: office.pipeline, probability: 20 }),
  );
  expect(made).toMatchObject({ position: 6, probability: 100 });
});

it("a new pipeline begins with stages to sell in, won and lost among them, and keeps one of each", async () => {
  const other = await office.as(ana, (work) => create(work, "pipeline", { name: "Renewals" }));
  const stages = await office.rows<{ id: string; kind: string }>(
    `select id, kind from stages where pipeline_id = '${other.id}' order by position`,
  );
  expect(stages.map(({ kind }) => kind)).toEqual(["open", "open", "open", "open", "won", "lost"]);
  const [first = "", ...rest] = stages.flatMap(({ id, kind }) => (kind === "open" ? [id] : []));
  const won = stages.find(({ kind }) => kind === "won")?.id ?? "";
  await office.as(ana, (work) => archive(work, "stage", rest));
  for (const last of [first, won]) {
    const gone = office.as(ana, (work) => archive(work, "stage", [last]));
    await expect(gone).rejects.toMatchObject({ code: "pipeline_incomplete" });
  }
  const turned = office.as(ana, (work) => update(work, "stage", won, { kind: "open" }));
  await expect(turned).rejects.toMatchObject({ code: "pipeline_incomplete" });
  await office.as(ana, (work) => archive(work, "pipeline", [other.id]));
});
