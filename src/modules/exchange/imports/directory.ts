import { type CatalogueObject, countOf, list, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { comparable } from "../values/likeness.ts";
import { havingTexts } from "./having-texts.ts";

/** A record that can be named. */
export interface Known {
  readonly id: string;
  readonly title: string;
  /** Its naming fields; null for one that is only planned. */
  readonly record: RecordData | null;
}

const smallEnough = 20_000;
/** More names than these are not remembered, but looked up again. */
const mostRemembered = 200_000;

/**
 * Records by what they are called: titles, keys and ids, written any way. Objects of up to 20,000 records are read
 * whole, of larger ones what is asked for. Only what the actor may read is found. One that lies `over` another knows
 * what that one knows, and keeps to itself what it learns until that is `absorbed`.
 */
export class Directory {
  readonly #known = new Map<string, Map<string, Known>>();
  readonly #whole = new Set<string>();
  readonly #over: Directory | undefined;

  constructor(over?: Directory) {
    this.#over = over;
  }

  /** Takes over what was learned by one that lay over it. */
  absorb(other: Directory): void {
    for (const object of other.#whole) this.#whole.add(object);
    for (const [object, names] of other.#known) {
      for (const [name, known] of names) this.#put(object, name, known);
      if ((this.#known.get(object)?.size ?? 0) > mostRemembered) this.#forget(object);
    }
  }

  #forget(object: string): void {
    this.#known.set(object, new Map());
    this.#whole.delete(object);
  }

  /** Sees to it that `texts` are looked up. */
  async prepare(work: Work, objectName: string, texts: readonly string[]): Promise<void> {
    if (this.#isWhole(objectName)) return;
    const object = work.catalogue.object(objectName);
    const fields = namingFields(object);
    if (!this.#isKnown(objectName) && (await countOf(work, object, {})).value <= smallEnough) {
      this.#whole.add(objectName);
      const all = await list(work, objectName, { limit: smallEnough, fields, sort: "created_at" });
      this.#learn(object, all.data);
      return;
    }
    const unknown = [...new Set(texts)].filter((text) => !this.find(objectName, text));
    const lower = [...new Set(unknown.map((text) => text.trim().toLowerCase()))];
    const ids = (await havingTexts(work, object, object.title, lower)).map(({ id }) => id).sort();
    if (!this.#known.has(objectName)) this.#known.set(objectName, new Map());
    if (ids.length === 0) return;
    this.#learn(object, (await list(work, objectName, { limit: ids.length, ids, fields, sort: "id" })).data);
  }

  #isWhole(object: string): boolean {
    return this.#whole.has(object) || (this.#over !== undefined && this.#over.#isWhole(object));
  }

  #isKnown(object: string): boolean {
    return this.#known.has(object) || (this.#over !== undefined && this.#over.#isKnown(object));
  }

  /** The record of that name; of the same name in several places the one under `scope`, else the oldest. */
  find(object: string, text: string, scope?: string | null): Known | undefined {
    const name = comparable(text);
    return this.#named(object, scope ? `${scope}/${name}` : name);
  }

  #named(object: string, name: string): Known | undefined {
    return (this.#over && this.#over.#named(object, name)) ?? this.#known.get(object)?.get(name);
  }

  add(object: string, text: string, known: Known, scope?: string | null): void {
    this.#put(object, comparable(text), known);
    this.#put(object, comparable(known.id), known);
    if (scope) this.#put(object, `${scope}/${comparable(text)}`, known);
  }

  all(object: string): Known[] {
    return [...new Set([...(this.#over?.all(object) ?? []), ...(this.#known.get(object)?.values() ?? [])])];
  }

  titles(object: string): string[] {
    return [...new Set(this.all(object).map((known) => known.title))];
  }

  #learn(object: CatalogueObject, records: readonly RecordData[]): void {
    if (!this.#known.has(object.name)) this.#known.set(object.name, new Map());
    for (const record of records) {
      const known = { id: record.id, title: titleOf(object, record), record };
      for (const text of [known.title, record.id, ...keysOf(object, record)]) {
        const name = comparable(text);
        if (name === "") continue;
        this.#put(object.name, name, known);
        for (const scope of scopesOf(object, record)) this.#put(object.name, `${scope}/${name}`, known);
      }
    }
  }

  #put(object: string, name: string, known: Known): void {
    const names = this.#known.get(object) ?? new Map<string, Known>();
    this.#known.set(object, names);
    if (!names.has(name)) names.set(name, known);
  }
}

/** How a record is called. */
export function titleOf(object: CatalogueObject, values: Readonly<Record<string, unknown>>): string {
  return asText(values[object.title]);
}

/** A value as people read it. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(asText).join(", ");
  if (typeof value !== "object") return String(value);
  const parts = value as Record<string, unknown>;
  if (typeof parts.full === "string") return parts.full;
  if ("given" in parts || "family" in parts)
    return [parts.given, parts.middle, parts.family].filter(Boolean).join(" ");
  if ("amount" in parts) return [parts.amount, parts.currency].filter(Boolean).join(" ");
  if ("title" in parts) return String(parts.title);
  return Object.values(parts).filter(Boolean).join(", ");
}

function namingFields(object: CatalogueObject): string {
  const names = Object.entries(object.fields)
    .filter(
      ([name, field]) =>
        name === object.title || object.keys?.includes(name) || (field.required && !field.hidden),
    )
    .map(([name]) => name);
  return [...new Set(names)].join(",");
}

function keysOf(object: CatalogueObject, record: RecordData): string[] {
  return (object.keys ?? []).filter((key) => key !== object.title).map((key) => asText(record[key]));
}

function scopesOf(object: CatalogueObject, record: RecordData): string[] {
  return Object.entries(object.fields)
    .filter(([, field]) => field.type === "link" && field.required)
    .map(([name]) => (record[name] as { id?: string } | null)?.id)
    .filter((id) => id !== undefined);
}
