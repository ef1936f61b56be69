import { expect, test } from "vitest";
import { readBoolean } from "./booleans.ts";
import { countryCandidates, countryNamed } from "./countries.ts";
import { notationOf, readDate, readDateTime } from "./dates.ts";
import { comparable, matcher } from "./likeness.ts";
import { currencyIn, currencyOf, decimalSignOf, multiplied, readNumber } from "./numbers.ts";
import { splitPersonName } from "./person-names.ts";

test.each([
  ["1.234,56 €", ",", "1234.56"],
  ["1,234.56", ".", "1234.56"],
  ["$1,234", ".", "1234"],
  ["1 234,5", ",", "1234.5"],
  ["(500)", ".", "-500"],
  ["−12,5 %", ",", "-12.5"],
  ["12 500 лв.", ",", "12500"],
  [".5", ".", "0.5"],
  ["12,34,567.8", ".", "1234567.8"],
  ["1,2,3", ".", null],
  ["12,50", ".", null],
  ["1.234.5", ",", null],
  ["US$ 1.200,00", ",", "1200.00"],
  ["1 200 R$", ".", "1200"],
  ["12abc34", ".", null],
  ["", ".", null],
  ["1e5", ".", null],
] as const)("the number %s with the sign %s is %s", (text, sign, expected) => {
  expect(readNumber(text, sign)).toBe(expected);
});

test("the sign before the fraction is recognised over the column", () => {
  expect(decimalSignOf(["1.234,50", "12,5"])).toBe(",");
  expect(decimalSignOf(["1,234.50", "1,000"])).toBe(".");
  expect(decimalSignOf(["1.100,00", "2.000"])).toBe(",");
  expect(decimalSignOf(["1100.04", "647.18"])).toBe(".");
  expect(decimalSignOf(["550", "7"])).toBe(".");
});

test("an amount in millions is multiplied exactly", () => {
  expect(multiplied("1100.04", "1000000")).toBe("1100040000");
  expect(multiplied("0.1", "3")).toBe("0.3");
});

test("a value may name its currency", () => {
  expect(currencyIn("12 €")).toBe("EUR");
  expect(currencyIn("USD 12")).toBe("USD");
  expect(currencyIn("100 лв.")).toBe("BGN");
  expect(currencyIn("12")).toBeUndefined();
});

test("a sign of several currencies is the organisation's own, the column's, or the one that is mostly meant, and never euros", () => {
  expect(currencyOf("$ 12", undefined, "EUR")).toBe("USD");
  expect(currencyOf("$ 12", undefined, "MXN")).toBe("MXN");
  expect(currencyOf("$ 12", "CAD", "EUR")).toBe("CAD");
  expect(currencyOf("US$ 12", "CAD", "MXN")).toBe("USD");
  expect(currencyOf("¥ 12", undefined, "EUR")).toBe("JPY");
  expect(currencyOf("12", undefined, "BGN")).toBe("BGN");
});

test("day and month are told apart over the column", () => {
  expect(notationOf(["03/04/2024", "25/04/2024"])).toBe("dmy");
  expect(notationOf(["03/04/2024", "04/25/2024"])).toBe("mdy");
  expect(notationOf(["03.04.2024"])).toBe("dmy");
  expect(notationOf(["2016-10-20"])).toBe("ymd");
});

test.each([
  ["2016-10-20", "ymd", "2016-10-20"],
  ["20161020", "ymd", "2016-10-20"],
  ["20.10.2016 г.", "dmy", "2016-10-20"],
  ["10/20/16", "mdy", "2016-10-20"],
  ["20 окт 2016", "dmy", "2016-10-20"],
  ["Oct 20, 2016", "mdy", "2016-10-20"],
  ["20 octubre 2016", "ymd", "2016-10-20"],
  ["20 de octubre de 2016", "dmy", "2016-10-20"],
  ["jueves, 20 de octubre de 2016", "dmy", "2016-10-20"],
  ["Thursday, October 20, 2016", "mdy", "2016-10-20"],
  ["20 октября 2016 г.", "dmy", "2016-10-20"],
  ["2016-10-20 14:30:00", "ymd", "2016-10-20"],
  ["31.02.2016", "dmy", null],
  ["yesterday", "dmy", null],
] as const)("the date %s (%s) is %s", (text, notation, expected) => {
  expect(readDate(text, notation)).toBe(expected);
});

test("a time without a zone is meant in the zone of the one who imports", () => {
  expect(readDateTime("45631.5", "dmy", "UTC")).toBe("2024-12-05T12:00:00.000Z");
  expect(readDateTime("20.10.2016 14:30", "dmy", "Europe/Sofia")).toBe("2016-10-20T11:30:00.000Z");
  expect(readDateTime("10/20/2016 2:30 PM", "mdy", "UTC")).toBe("2016-10-20T14:30:00.000Z");
  expect(readDateTime("20/10/2016 2:30:15 p. m.", "dmy", "UTC")).toBe("2016-10-20T14:30:15.000Z");
  expect(readDateTime("20/10/2016 12:05 a. m.", "dmy", "UTC")).toBe("2016-10-20T00:05:00.000Z");
  expect(readDateTime("20.10.2016 г. 14:30 ч.", "dmy", "UTC")).toBe("2016-10-20T14:30:00.000Z");
  expect(readDateTime("20.10.2016 г. 14:30:99", "dmy", "UTC")).toBeNull();
  expect(readDateTime("2016-10-20 14:30 +02:00", "ymd", "Europe/Sofia")).toBe("2016-10-20T12:30:00.000Z");
  expect(readDateTime("2016-10-20 14:30:00 UTC", "ymd", "Europe/Sofia")).toBe("2016-10-20T14:30:00.000Z");
  expect(readDateTime("2016-10-20T14:30:00+02:00", "ymd", "UTC")).toBe("2016-10-20T12:30:00.000Z");
});

test("yes and no are read in four languages", () => {
  expect(["Yes", "sí", "Да", "1", "TRUE"].map(readBoolean)).toEqual([true, true, true, true, true]);
  expect(["no", "Нет", "Не", "0"].map(readBoolean)).toEqual([false, false, false, false]);
  expect(readBoolean("perhaps")).toBeNull();
});

test("a country is known by its name in four languages, and nearly by a misspelt one", () => {
  expect(["United States", "EE. UU.", "Болгария", "България", "Korea", "de"].map(countryNamed)).toEqual([
    "US",
    "US",
    "BG",
    "BG",
    "KR",
    "DE",
  ]);
  expect(matcher(countryCandidates)("Philipines")?.use).toBe("PH");
});

test("a misspelt value finds what it means, and a different one does not", () => {
  const products = matcher(
    ["GTX Basic", "GTX Pro", "GTX Plus Pro", "MG Special", "GTK 500"].map((use) => ({ use, texts: [use] })),
  );
  expect(products("GTXPro")).toEqual({ use: "GTX Pro", score: 1 });
  expect(products("gtk-500")?.use).toBe("GTK 500");
  expect(products("GTK 600")).toBeUndefined();
  const sectors = matcher(["technology", "finance", "medical"].map((use) => ({ use, texts: [use] })));
  expect(sectors("technolgy")?.use).toBe("technology");
  expect(sectors("services")).toBeUndefined();
});

test("Cyrillic and Latin spellings compare alike", () => {
  expect(comparable("Иванов, Иван")).toBe(comparable("IVANOV IVAN"));
});

test.each([
  ["Elena Petrova", { given: "Elena", middle: null, family: "Petrova" }],
  ["Petrova, Elena Maria", { given: "Elena", middle: "Maria", family: "Petrova" }],
  ["Иванов Иван Иванович", { given: "Иван", middle: "Иванович", family: "Иванов" }],
  ["Елена Иванова Петрова", { given: "Елена", middle: "Иванова", family: "Петрова" }],
  ["Ludwig van Beethoven", { given: "Ludwig", middle: null, family: "van Beethoven" }],
  ["Cher", { given: "Cher", middle: null, family: null }],
])("the name %s is taken apart", (text, parts) => {
  expect(splitPersonName(text)).toEqual(parts);
});

test.each([
  ["Ana García López", { given: "Ana", middle: null, family: "García López" }],
  ["Juan Carlos García López", { given: "Juan", middle: "Carlos", family: "García López" }],
  ["María José García", { given: "María", middle: "José", family: "García" }],
  ["Lucía de la Fuente", { given: "Lucía", middle: null, family: "de la Fuente" }],
  ["Ana García", { given: "Ana", middle: null, family: "García" }],
  ["Елена Иванова Петрова", { given: "Елена", middle: "Иванова", family: "Петрова" }],
])("in Spain the name %s has the family names that it has there", (text, parts) => {
  expect(splitPersonName(text, "ES")).toEqual(parts);
});
