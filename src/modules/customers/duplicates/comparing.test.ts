import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchKey } from "#kernel/search-key";
import type { PartyKind } from "../contract/duplicates.ts";
import { evidenceOf, type Facts, scoreOf } from "./comparing.ts";
import { nameLikeness } from "./likeness.ts";
import { usualThresholds } from "./thresholds.ts";

const { ask, certain } = usualThresholds;

function known(kind: PartyKind, name: string, rest: Partial<Facts> = {}): Facts {
  return {
    kind,
    words: wordsOf(name),
    emails: [],
    phones: [],
    domain: null,
    taxDigits: null,
    birthDate: null,
    company: null,
    street: null,
    city: null,
    ...rest,
  };
}

function wordsOf(name: string): string[] {
  return searchKey(name).split(" ").filter(Boolean);
}

function likeness(left: Facts, right: Facts): number {
  return scoreOf(left.kind, evidenceOf(left, right));
}

const few = (...of: string[]) => fc.option(fc.constantFrom(...of), { nil: null });
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  kind: fc.constant<PartyKind>("person"),
  words: fc.array(
    fc.string({ unit: fc.constantFrom("a", "e", "i", "n", "o", "v", "7"), minLength: 1, maxLength: 6 }),
    {
      maxLength: 4,
    },
  ),
  emails: fc.subarray(["a@example.com", "b@example.com"]),
  phones: fc.subarray(["+359888123456", "+359888123457"]),
  domain: few("acme.example", "other.example"),
  taxDigits: few("123456789", "987654321"),
  birthDate: few("1990-01-02", "1990-02-01"),
  company: few("one", "two"),
  street: few("vitosha 1", "rakovski 2"),
  city: few("sofia", "varna"),
});

describe("the likeness of two parties", () => {
  it("is the same from both sides, between 0 and 1, and none is more like one than that one itself", () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyFacts,
        fc.constantFrom<PartyKind>("person", "company"),
        (left, right, kind) => {
          const [one, other] = [
            { ...left, kind },
            { ...right, kind },
          ];
          const score = likeness(one, other);
          expect(likeness(other, one)).toBe(score);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(likeness(one, one)).toBeGreaterThanOrEqual(score);
        },
      ),
    );
  });

  it("grows with each field that is alike", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (left, right) => {
        const more = { emails: ["same@example.com"] };
        expect(likeness({ ...left, ...more }, { ...right, ...more })).toBeGreaterThanOrEqual(
          likeness(left, right),
        );
      }),
    );
  });

  it("is no question where two people have nothing but a name in common", () => {
    expect(likeness(known("person", "Elena Petrova"), known("person", "Elena Petrova"))).toBeLessThan(ask);
    const inSofia = known("person", "Elena Petrova", { city: "sofia" });
    expect(likeness(inSofia, inSofia)).toBeLessThan(ask);
  });

  it("is a question where two companies are called alike, and none where their tax numbers differ", () => {
    const [alfa, other] = [known("company", "Alfa"), known("company", "Алфа")];
    expect(likeness(alfa, other)).toBeGreaterThanOrEqual(ask);
    expect(likeness({ ...alfa, taxDigits: "1" }, { ...other, taxDigits: "2" })).toBeLessThan(ask);
    expect(
      likeness({ ...alfa, taxDigits: "1" }, { ...known("company", "Beta"), taxDigits: "1" }),
    ).toBeGreaterThanOrEqual(certain);
  });

  const phone = { phones: ["+359888123456"] };
  it.each([
    ["Elena Petrova", "Елена Петрова"],
    ["Elena Petrova", "Petrova Elena"],
    ["Георгий Щербаков", "Georgi Shcherbakov"],
    ["Aleksandar Dimitrov", "Alexander Dimitrov"],
    ["John Smith", "Jon Smyth"],
    ["Maria Ivanova", "Maria Ivnaova"],
  ])("is certain where %s and %s have a phone in common", (one, other) => {
    expect(likeness(known("person", one, phone), known("person", other, phone))).toBeGreaterThanOrEqual(
      certain,
    );
  });

  it("is no question where a phone is shared by two who are called otherwise", () => {
    const [ivan, maria] = [known("person", "Ivan Petrov", phone), known("person", "Maria Petrova", phone)];
    expect(likeness(ivan, maria)).toBeLessThan(ask);
  });
});

it("forgives a birthday in which one digit is wrong or day and month changed places", () => {
  const born = (birthDate: string) =>
    known("person", "Elena Petrova", { phones: ["+359888123456"], birthDate });
  const day = born("1990-02-01");
  expect(likeness(day, born("1990-01-02"))).toBeGreaterThanOrEqual(certain);
  expect(likeness(day, born("1990-02-07"))).toBeGreaterThanOrEqual(certain);
  expect(likeness(day, born("1991-12-25"))).toBeLessThan(ask);
});

describe("the likeness of names", () => {
  it("goes neither by the order of the words nor by that of the names", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 5 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(words, words, (left, right) => {
        expect(nameLikeness(left, right)).toBeCloseTo(nameLikeness(right, left), 10);
        expect(nameLikeness(left.toReversed(), right)).toBeCloseTo(nameLikeness(left, right), 10);
        expect(nameLikeness(left, left)).toBe(left.length > 0 ? 1 : 0);
      }),
    );
  });

  it("knows an initial, and takes no number for another", () => {
    expect(nameLikeness(["i", "petrov"], ["ivan", "petrov"])).toBeCloseTo(0.9);
    expect(nameLikeness(["shop", "117"], ["shop", "118"])).toBeCloseTo(0.5);
  });
});
