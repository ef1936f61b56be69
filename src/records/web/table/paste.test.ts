import { describe, expect, test } from "vitest";
import { choice, choices, date, dateTime, link, money, number, percent, text } from "#records/contract";
import { readBlock, writeBlock } from "./block.ts";
import { readCell, type TextContext, writeCell } from "./cell-text.ts";

const context: TextContext = {
  locale: "bg",
  timeZone: "Europe/Sofia",
  today: "2026-11-21",
  currency: "EUR",
  yes: ["да"],
  options: [
    { value: "client", label: "Клиент" },
    { value: "lead", label: "Потенциален клиент" },
  ],
};

test("a block from a spreadsheet is rows of cells, quoted where a cell holds breaks or tabs", () => {
  expect(readBlock("a\tb\r\nc\td\r\n")).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(readBlock('"two\nlines"\t"say ""hi"""')).toEqual([["two\nlines", 'say "hi"']]);
  expect(readBlock("one")).toEqual([["one"]]);
  expect(readBlock('5" pipe\tx')).toEqual([['5" pipe', "x"]]);
});

test("what is copied can be pasted", () => {
  const rows = [
    ["a\tb", 'c"d'],
    ["e\nf", ""],
  ];
  expect(readBlock(writeBlock(rows))).toEqual(rows);
});

describe("a pasted cell is read by its field", () => {
  test.each([
    [money(), "1 234,50 €", { amount: "1234.50", currency: "EUR" }],
    [money(), "500 USD", { amount: "500", currency: "USD" }],
    [money(), "soon", undefined],
    [number(), "42", 42],
    [percent(), "35 %", 35],
    [date(), "3.5.2026", "2026-05-03"],
    [date(), "someday", undefined],
    [dateTime(), "3.5.2026 14:30", "2026-05-03T11:30:00.000Z"],
    [choice({ options: ["client", "lead"] }), "клиент", "client"],
    [choice({ options: ["client", "lead"] }), "nobody", undefined],
    [choices({ options: ["client", "lead"] }), "Клиент; lead", ["client", "lead"]],
    [link("company"), "Acme", { find: "Acme" }],
    [text(), "=HYPERLINK(1)", "=HYPERLINK(1)"],
    [text(), "  ", null],
  ])("%o: %s", (field, typed, value) => expect(readCell(field, typed, context)).toEqual(value));
});

test("a copied cell reads as it is written in the language", () => {
  expect(writeCell(money(), { amount: "1234.50", currency: "EUR" }, context)).toBe("1234,5 EUR");
  expect(writeCell(date(), "2026-05-03", context)).toBe("03.05.2026");
  expect(writeCell(link("company"), { id: "1", title: "Acme" }, context)).toBe("Acme");
  expect(writeCell(choice({ options: ["client"] }), "client", context)).toBe("Клиент");
});
