import { describe, expect, it } from "vitest";
import { defineObject, fullGrant, link, money, type ObjectMetadata, text } from "#records/contract";
import { cardFields, standingOf, subtitleOf } from "./card-fields.ts";
import { cardsOf } from "./moves.ts";

const definition = defineObject({
  name: "deal",
  plural: "deals",
  table: "deals",
  module: "sales",
  title: "name",
  icon: "cash",
  owned: false,
  columns: ["name", "company", "amount", "stage"],
  sort: "name",
  board: { group: "stage", sum: "amount" },
  fields: {
    name: text(),
    company: link("company"),
    person: link("person"),
    amount: money(),
    stage: link("stage"),
  },
});
const deal: ObjectMetadata = {
  ...definition,
  related: {},
  grant: fullGrant,
};

describe("a card of the board", () => {
  it("asks for no more fields than it is drawn from", () => {
    const card = { subtitle: ["company", "person"], since: "stage_entered_at", next: "next_step" };
    expect(cardFields(deal, "stage", card)).toEqual(["name", "stage", "amount", "company", "person"]);
  });

  it("names the customer: the company, or the person where there is none", () => {
    const card = { subtitle: ["company", "person"] };
    const acme = { id: "c", title: "Acme" };
    expect(subtitleOf(deal, "stage", card, { id: "1", version: 1, company: acme })).toBe("company");
    expect(subtitleOf(deal, "stage", card, { id: "1", version: 1, company: null, person: acme })).toBe(
      "person",
    );
  });

  it("is stuck once it has stood for longer than a deal usually does", () => {
    const card = { since: "stage_entered_at", stuckAfter: 20 };
    const record = { id: "1", version: 1, stage_entered_at: "2026-11-01T09:00:00Z" };
    expect(standingOf(record, card, new Date("2026-11-11T10:00:00Z"))).toEqual({
      days: 10,
      share: 0.5,
      stuck: false,
    });
    expect(standingOf(record, card, new Date("2026-11-21T10:00:00Z"))).toMatchObject({
      days: 20,
      stuck: true,
    });
    expect(standingOf(record, undefined, new Date())).toBeNull();
  });

  it("stands in its new column at once, and only there", () => {
    const [one, two] = [
      { id: "1", version: 1 },
      { id: "2", version: 1 },
    ];
    const moved = new Map([["1", { record: one, from: "a", to: "b" }]]);
    expect(cardsOf([one, two], "a", moved)).toEqual([two]);
    expect(cardsOf([], "b", moved)).toEqual([one]);
  });
});
