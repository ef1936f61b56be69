import { beforeAll, expect, test } from "vitest";
import { create, get, update } from "#records";
import { everything } from "../../../../test/office.ts";
import { publishArticle, suggestArticles, withdrawArticle } from "../contract/index.ts";
import { type Desk, openDesk } from "../testing/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await published("The printer does not print", "Switch the printer off, pull the cable, wait ten seconds.");
  await published("Change the address for invoices", "Open Company, Addresses. The printer is not needed.");
  await published("Принтер не печатает", "Выключите принтер и подождите.", { language: "ru" });
});

const article = (title: string, body: string, values: Record<string, unknown> = {}) =>
  desk.as(desk.agent, async (work) => (await create(work, "article", { title, body, ...values })).id);

async function published(...words: Parameters<typeof article>): Promise<string> {
  const id = await article(...words);
  await desk.ask(desk.agent, publishArticle, { params: { id } });
  return id;
}

const titles = async (
  query: { words?: string; ticket?: string; conversation?: string },
  actor = desk.agent,
) => (await desk.ask(actor, suggestArticles, { query })).data.map(({ title }) => title);

test("what fits best a conversation or a ticket comes first, whatever form of a word was used", async () => {
  const conversation = await desk.conversation();
  expect((await titles({ conversation }))[0]).toBe("The printer does not print");
  const { id } = await desk.as(desk.agent, (work) =>
    create(work, "ticket", { subject: "Address on our invoice" }),
  );
  expect((await titles({ ticket: id }))[0]).toBe("Change the address for invoices");
  expect(await titles({ words: "у нас не печатают принтеры" })).toEqual(["Принтер не печатает"]);
  expect(await titles({ words: "!!! & | :* '" })).toEqual([]);
});

test("a draft is suggested to nobody, and what is changed is told once it is published", async () => {
  const id = await article("Reset of a scanner", "Hold the button of the scanner.");
  expect(await titles({ words: "scanner" })).toEqual([]);
  await desk.ask(desk.agent, publishArticle, { params: { id } });
  await desk.as(desk.agent, (work) => update(work, "article", id, { title: "Scanner: start anew" }));
  expect(await titles({ words: "scanner" })).toEqual(["Reset of a scanner"]);
  await desk.ask(desk.agent, publishArticle, { params: { id } });
  expect(await titles({ words: "scanner" })).toEqual(["Scanner: start anew"]);
  await expect(desk.ask(desk.agent, publishArticle, { params: { id } })).rejects.toMatchObject({
    code: "already_done",
  });
  const versions = await desk.rows(
    `select number, title from article_versions where article_id = '${id}' order by number`,
  );
  expect(versions).toEqual([
    { number: 1, title: "Reset of a scanner" },
    { number: 2, title: "Scanner: start anew" },
  ]);
  await desk.ask(desk.agent, withdrawArticle, { params: { id } });
  expect(await titles({ words: "scanner" })).toEqual([]);
  expect(await desk.as(desk.agent, (work) => get(work, "article", id))).toMatchObject({
    state: "draft",
    published_version: 2,
  });
});

test("who may not see an article is not told of it, and who may only write does not publish", async () => {
  const blind = (await desk.colleague("Blind", {
    objects: { article: { ...everything, read: "own" } },
  })) as Desk["agent"];
  expect(await titles({ words: "printer" }, blind)).toEqual([]);
  const writer = (await desk.colleague("Writer", { permissions: [] })) as Desk["agent"];
  const id = await article("Unfinished", "Text");
  await expect(desk.ask(writer, publishArticle, { params: { id } })).rejects.toMatchObject({
    code: "not_allowed",
  });
});
