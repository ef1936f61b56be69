import { AppError } from "#kernel/error";
import type { AddedOption, Field } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { freeKey } from "../writing/options.ts";
import type { CustomType } from "./contract.ts";
import { sql } from "kysely";

/** Options of a choice that a conversion makes of the texts it meets; of other types nothing. */
export interface NewOptions {
  /** The value to keep for a converted one: keys for labels. */
  chosen(value: unknown): unknown;
  readonly label: (key: string) => string;
  keep(work: Work, object: string, field: string): Promise<void>;
}

const most = 500;

/** Begins with the options that somebody gave; texts that are none of them become further ones. */
export function newOptions(field: Field, kind: CustomType): NewOptions {
  const byLabel = new Map<string, AddedOption>();
  const taken = new Set<string>();
  const keyOf = (label: string): string => {
    const known = byLabel.get(label.toLowerCase());
    if (known) return known.key;
    if (byLabel.size >= most)
      throw new AppError("too_many", { field: "kind.options", params: { max: most } });
    const key = freeKey(label, taken);
    taken.add(key);
    byLabel.set(label.toLowerCase(), { key, label });
    return key;
  };
  if ("options" in kind) for (const { label } of kind.options) keyOf(label);
  return {
    chosen(value) {
      if (value === undefined) return undefined;
      if (field.type === "choice") return keyOf(value as string);
      return field.type === "choices" ? [...new Set((value as string[]).map(keyOf))] : value;
    },
    label: (key) => [...byLabel.values()].find((option) => option.key === key)?.label ?? key,
    async keep(work, object, name) {
      await sql`delete from field_options where object = ${object} and field = ${name}`.execute(work.db);
      const rows = [...byLabel.values()].map((option, position) => ({ ...option, position }));
      await sql`insert into field_options (object, field, key, label, position)
        select ${object}, ${name}, r.key, r.label, r.position
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, label text, position integer)`.execute(
        work.db,
      );
    },
  };
}
