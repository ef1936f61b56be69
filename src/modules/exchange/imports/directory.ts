import { type CatalogueObject, countOf, list, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { comparable } from "../values/likeness.ts";

/** A record that can be named. */
export interface Known {
  readonly id: string;
  readonly title: string;
  /** Its naming fields; null for one that is only planned. */
  readonly record: RecordData | null;
}

const smallEnough = 20_000;

/**
 * Records by what they are called: titles, keys and ids, written any way. Objects of up to 20,000 records are read
 * whole, of larger ones what is asked for. Only what the actor may read is found.
 */
export class Directory {
  readonly #known: Map<string, Map<string, Known>>;
  readonly #whole: Set<string>;

  constructor(from?: Directory) {
    this.#known = new Map(from?.copy() ?? []);
    this.#whole = new Set(from?.whole() ?? []);
  }

  /** Sees to it that `texts` are looked up. */
  async prepare(work: Work, objectName: string, texts: readonly string[]): Promise<void> {
    if (this.#whole.has(objectName)) return;
    const object = work.catalogue.object(objectName);
    const first = !this.#known.has(objectName);
    if (first && (await countOf(work, object, {})).value <= smallEnough) {
      this.#whole.add(objectName);
      this.#learn(
        object,
        (
          await list(work, objectName, {
            limit: smallEnough,
            fields: namingFields(object),
            sort: "created_at",
          })
        ).data,
      );
      return;
    }
    const unknown = [...new Set(texts)].filter((text) => !this.find(objectName, text));
    for (let from = 0; from < unknown.length; from += 500) {
      const filter = { field: object.title, op: "in", value: unknown.slice(from, from + 500) } as const;
      this.#learn(
        object,
        (
          await list(work, objectName, {
            limit: 5000,
            fields: namingFields(object),
            sort: "created_at",
            filter,
          })
        ).data,
      );
    }
  }

  /** The record of that name; of the same name in several places the one under `scope`, else the oldest. */
  find(object: string, text: string, scope?: string | null): Known | undefined {
    const known = this.#known.get(object);
    if (!known) return undefined;
    const name = comparable(text);
    return scope ? known.get(`${scope}/${name}`) : known.get(name);
  }

  add(object: string, text: string, known: Known, scope?: string | null): void {
    this.#put(object, comparable(text), known);
    this.#put(object, comparable(known.id), known);
    if (scope) this.#put(object, `${scope}/${comparable(text)}`, known);
  }

  all(object: string): Known[] {
    return [...new Set(this.#known.get(object)?.values() ?? [])];
  }

  titles(object: string): string[] {
    return [...new Set([...(this.#known.get(object)?.values() ?? [])].map((known) => known.title))];
  }

  copy(): [string, Map<string, Known>][] {
    return [...this.#known].map(([object, known]) => [object, new Map(known)]);
  }

  whole(): ReadonlySet<string> {
    return this.#whole;
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
