import fc from "fast-check";
import { expect, test } from "vitest";
import { inLatinLetters } from "./latin-letters.ts";

test.each([
  ["Цвят на щора", "tsvyat na shtora"],
  ["Южен бряг, 12", "yuzhen bryag, 12"],
  ["Ёлка, подъезд, мышь, эра", "elka, podaezd, mysh, era"],
  ["Її ґанок є", "ii ganok e"],
  ["Сергей", "sergey"],
  ["Müller & Söhne", "müller & söhne"],
  ["名前", "名前"],
])("%s is %s", (text, latin) => {
  expect(inLatinLetters(text)).toBe(latin);
});

test("no letter of the alphabets that customers write in is left, in either case", () => {
  const alphabets = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїў";
  for (const text of [alphabets, alphabets.toUpperCase()]) expect(inLatinLetters(text)).toMatch(/^[a-z]+$/);
});

test("what is written in Latin letters stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcxyz0189 .-_") }), (text) => {
      expect(inLatinLetters(text)).toBe(text);
    }),
  );
});
