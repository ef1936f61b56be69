import fc from "fast-check";
import { expect, test } from "vitest";
import { templateTexts } from "../../test/template-corpus.ts";
import { merge, mergeProblem } from "./merge-text.ts";

const names = {
  contact: [],
  due: ["short"],
  lines: { each: { description: [], quantity: [] } },
};
const values = {
  contact: "Elena {{due}}",
  due: { "": "3 May 2026", short: "03.05.2026" },
  lines: [
    { description: "Desk", quantity: "2" },
    { description: "{{contact}}", quantity: "" },
  ],
};

test("names, formats, conditions and lists are filled in", () => {
  expect(merge("Pay by {{due}} ({{ due | short }})", values)).toBe("Pay by 3 May 2026 (03.05.2026)");
  expect(merge("{{if due}}Pay{{else}}Thanks{{end}}, {{if paid}}a{{else}}b{{end}}", values)).toBe("Pay, b");
  expect(merge("{{for lines}}{{description}}{{if quantity}} × {{quantity}}{{end}}; {{end}}", values)).toBe(
    "Desk × 2; {{contact}}; ",
  );
});

test("what a value holds is no text to fill in", () => {
  expect(merge("Dear {{contact}}", values)).toBe("Dear Elena {{due}}");
});

test.each([
  ["{{colour}}", "{{colour}}"],
  ["{{due|long}}", "{{due|long}}"],
  ["{{if due}}open", "{{if due}}"],
  ["closed{{end}}", "{{end}}"],
  ["{{else}}", "{{else}}"],
  ["{{for due}}{{end}}", "{{for due}}"],
  ["{{description}}", "{{description}}"],
  ["{{lines}}", "{{lines}}"],
  ["{{constructor}}", "{{constructor}}"],
])("%s is told to be at fault before it is kept", (text, at) => {
  expect(mergeProblem(text, names)).toBe(at);
});

test("CVE-2025-68929 CVE-2026-33285: what an engine would run stays as it is, wherever it stands", () => {
  for (const text of templateTexts) {
    expect(merge("{{contact}}", { contact: text })).toBe(text);
    const result = merge(text, values);
    expect([text, result.replace(/\s/g, "")]).toEqual([text, text.replace(/\s/g, "")]);
  }
});

test("whatever there is to read: an answer within 64 KB, and no error", () => {
  const word = fc.constantFrom(
    "{{",
    "}}",
    "{{if due}}",
    "{{for lines}}",
    "{{else}}",
    "{{end}}",
    "{{due|short}}",
    "x",
    "{",
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join("")),
  );
  const many = { ...values, lines: Array.from({ length: 300 }, () => values.lines[0] ?? {}) };
  fc.assert(
    fc.property(texts, (text) => {
      mergeProblem(text, names);
      expect(merge(text, many).length).toBeLessThanOrEqual(64 * 1024);
    }),
    { numRuns: 500 },
  );
  const deep = "{{for lines}}{{for lines}}{{for lines}}{{for lines}}{{end}}{{end}}{{end}}{{end}}";
  expect(merge(deep, many)).toBe("");
});
