import readWorkbook from "read-excel-file/node";
import { expect, test } from "vitest";
import { createMany } from "#records";
import { openOffice } from "../../../../../test/office.ts";
import { openList } from "../list-to-export.ts";
import { serialOfDate, serialOfInstant } from "./serial-days.ts";
import { writeWorkbook } from "./workbook.ts";

test("what one sheet does not hold goes on in a further one, in its order", async () => {
  const { runtime, colleague } = await openOffice();
  const maria = await colleague("Maria Ivanova");
  const names = Array.from({ length: 7 }, (_, index) => ({ name: `Company ${index}`, employees: index }));
  await runtime.run(maria, "api", (work) => createMany(work, "company", names));
  const object = runtime.catalogue.object("company");
  const list = await openList(runtime, async () => maria, object, {
    fields: "name,employees",
    sort: "employees",
  });
  const pieces = await Array.fromAsync(writeWorkbook(list, 4));
  const sheets = await readWorkbook(Buffer.concat(pieces));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["Companies", "Companies (2)", "Companies (3)"]);
  expect(sheets.map(({ data }) => data.slice(1).map(([, employees]) => employees))).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6],
  ]);
  for (const { data } of sheets) expect(data[0]).toEqual(["Name", "Employees"]);
});

test("days and instants are counted as spreadsheets count them, by the reader's clock in summer and winter", () => {
  expect(serialOfDate("1900-03-01")).toBe(61);
  expect(serialOfDate("2026-11-26")).toBe(46_352);
  expect(serialOfDate("1899-12-31")).toBeNull();
  expect(serialOfInstant("2026-11-26T10:00:00.000Z", "Europe/Sofia")).toBe(46_352.5);
  expect(serialOfInstant("2026-07-01T09:00:00.000Z", "Europe/Sofia")).toBe(serialOfDate("2026-07-01")! + 0.5);
  expect(serialOfInstant("2026-11-25T23:30:00.000Z", "Asia/Kolkata")).toBeCloseTo(46_352 + 5 / 24, 6);
});
