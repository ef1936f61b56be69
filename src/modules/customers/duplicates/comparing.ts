import type { DuplicateEvidence, PartyKind } from "../contract/duplicates.ts";
import { nameLikeness } from "./likeness.ts";

/** What of a party is compared, as it is compared; what the reader may not see is not there. */
export interface Facts {
  readonly kind: PartyKind;
  /** The words of the name as they are searched, without the legal form. */
  readonly words: readonly string[];
  readonly emails: readonly string[];
  /** In international form. */
  readonly phones: readonly string[];
  /** Domain of its own, of a company. */
  readonly domain: string | null;
  readonly taxDigits: string | null;
  readonly birthDate: string | null;
  /** Id of the company where a person works. */
  readonly company: string | null;
  /** Words of street and city as they are searched. */
  readonly street: string | null;
  readonly city: string | null;
}

type Field = DuplicateEvidence["field"];

/**
 * How much it says that a field is alike, 0 to 1: as likely as two records of which nothing else is known are then the
 * same. The name of a person says less than that of a company: there are many Ivan Ivanovs.
 */
const weights: Readonly<Record<PartyKind, Partial<Record<Field, number>>>> = {
  person: { email: 0.75, phone: 0.7, birth_date: 0.6, name: 0.5, company: 0.4, address: 0.4 },
  company: { tax_number: 0.95, email: 0.75, phone: 0.7, name: 0.7, website: 0.5, address: 0.4 },
};

/** What is left of the likeness where a field says something else. */
const doubts: Partial<Record<Field, number>> = { tax_number: 0.5, birth_date: 0.6, name: 0.85 };

/** Below this a name is another one. */
const sameName = 0.6;
const sameCityOnly = 0.25;

/** Which fields of two parties of a kind are alike or say something else, and how alike they are. */
export function evidenceOf(left: Facts, right: Facts): DuplicateEvidence[] {
  const name = nameLikeness(left.words, right.words);
  const found: (DuplicateEvidence | undefined)[] = [
    left.words.length > 0 && right.words.length > 0
      ? { field: "name", likeness: name < sameName ? 0 : rounded(name) }
      : undefined,
    common(left.emails, right.emails) ? { field: "email", likeness: 1 } : undefined,
    common(left.phones, right.phones) ? { field: "phone", likeness: 1 } : undefined,
    same("tax_number", left.taxDigits, right.taxDigits),
    isMistyped(left.birthDate, right.birthDate)
      ? undefined
      : same("birth_date", left.birthDate, right.birthDate),
    onlyWhereSame(same("website", left.domain, right.domain)),
    onlyWhereSame(same("company", left.company, right.company)),
    addressEvidence(left, right),
  ];
  return found.filter((one) => one !== undefined);
}

/**
 * How likely it is, 0 to 1, that two parties of which this is known are the same. What is alike adds up as independent
 * witnesses do (noisy or: 1 − ∏(1 − weight × likeness)); what says something else takes a part of it away.
 */
export function scoreOf(kind: PartyKind, evidence: readonly DuplicateEvidence[]): number {
  let unlike = 1;
  let kept = 1;
  for (const { field, likeness } of evidence) {
    if (likeness > 0) unlike *= 1 - (weights[kind][field] ?? 0) * likeness;
    else kept *= doubts[field] ?? 1;
  }
  return rounded((1 - unlike) * kept);
}

function common(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => right.includes(one));
}

function same(field: Field, left: string | null, right: string | null): DuplicateEvidence | undefined {
  if (left === null || right === null) return undefined;
  return { field, likeness: left === right ? 1 : 0 };
}

// A day that differs in one digit, or in which day and month changed places, says neither that two are the same nor that
// they are not.
function isMistyped(left: string | null, right: string | null): boolean {
  if (left === null || right === null || left === right) return false;
  const [year, month, day] = left.split("-");
  const wrong = [...left].filter((digit, at) => digit !== right[at]).length;
  return wrong === 1 || right === `${year}-${day}-${month}`;
}

// That two work for different companies says nothing.
function onlyWhereSame(evidence: DuplicateEvidence | undefined): DuplicateEvidence | undefined {
  return evidence?.likeness === 1 ? evidence : undefined;
}

function addressEvidence(left: Facts, right: Facts): DuplicateEvidence | undefined {
  if (!left.city || left.city !== right.city) return undefined;
  const street = left.street !== null && left.street === right.street;
  return { field: "address", likeness: street ? 1 : sameCityOnly };
}

function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}
