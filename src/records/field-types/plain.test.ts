import fc from "fast-check";
import { expect, test } from "vitest";
import type { Field } from "../contract/fields.ts";
import { fieldType } from "./field-types.ts";

const words = fc.string({
  unit: fc.constantFrom(..."aZ0я  \t\n\u0000\u2028é@.-+(/;,😀"),
  maxLength: 12,
});
const nearly = (...some: string[]) =>
  fc.oneof(
    fc.constantFrom(...some),
    fc.tuple(fc.constantFrom(...some), words).map((parts) => parts.join("")),
  );
const long = fc.integer({ min: 55, max: 330 }).map((length) => "a".repeat(length));
const strange = fc.oneof(fc.constant(null), fc.integer(), fc.boolean(), fc.constant([]), fc.constant({}));
const or = (texts: fc.Arbitrary<unknown>) => fc.oneof({ weight: 6, arbitrary: texts }, long, strange);
const parts = (...names: string[]) =>
  fc.oneof(
    fc.dictionary(fc.constantFrom(...names), fc.constantFrom("Ana", "BG"), { maxKeys: 4 }),
    strangeParts(...names),
  );
const strangeParts = (...names: string[]) =>
  fc.dictionary(fc.constantFrom(...names, "full", "other"), or(nearly("Ana", "BG", "bg", "", " x")), {
    maxKeys: 4,
  });

const kinds: readonly (readonly [Field, fc.Arbitrary<unknown>])[] = [
  [{ type: "text" }, or(nearly("Engineer", "", " Head of sales"))],
  [{ type: "text", max: 5 }, or(words)],
  [{ type: "text", code: "currency" }, or(nearly("EUR", "eur", "XXL"))],
  [{ type: "email" }, or(nearly("ana@example.com", "Ana@example.com", "ана@пример.бг", 'a"b@c', "@"))],
  [{ type: "phone" }, or(nearly("+359 2 000 1001", "(02) 12", "12 ext", "", "+"))],
  [
    { type: "date" },
    or(
      fc.oneof(
        nearly("2024-02-29", "2023-02-29", "0000-01-01", "0999-12-31", "2024-13-01", "2024-01-00"),
        fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
      ),
    ),
  ],
  [{ type: "person_name" }, or(fc.oneof(parts("given", "middle", "family"), nearly("Ana López")))],
  [{ type: "address" }, or(parts("street", "city", "region", "postal_code", "country", "__proto__"))],
];

test.each(kinds)("what plainly fits %j is as its schema answers it", (field, values) => {
  const { schema, plain } = fieldType(field);
  const asked = schema(field);
  let seen = 0;
  fc.assert(
    fc.property(values, (value) => {
      const answer = plain?.(value, field);
      if (answer === undefined) return;
      seen++;
      expect({ value, ...asked.safeParse(value) }).toEqual({ value, success: true, data: answer });
    }),
    { numRuns: 3000 },
  );
  if ("code" in field) expect(seen).toBe(0);
  else expect(seen).toBeGreaterThan(50);
});
