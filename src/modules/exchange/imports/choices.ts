import { addOption, type CatalogueObject, type Work } from "#records";
import { optionsOwner } from "#records/contract";
import { sql } from "kysely";
import type { Target } from "../contract/targets.ts";
import { type Candidate, comparable } from "../values/likeness.ts";
import type { AllTitles } from "./titles.ts";

/** The options of choices while an import runs: found by key or title in any of our languages, and added. */
export interface Choices {
  find(target: Target, text: string): string | undefined;
  /** Key under which an option for `text` will be; added to the field by `addWanted`. */
  made(target: Target, text: string): string;
  candidates(target: Target): readonly Candidate[];
  /** What an option that was added, or that `made` asked for, is called; undefined for one that the field itself declares. */
  label(object: CatalogueObject, field: string, key: string): string | undefined;
  /** Options that were asked for and are not there: by `object.field`, their labels. */
  wanted(): ReadonlyMap<string, readonly string[]>;
}

interface Added {
  readonly object: string;
  readonly field: string;
  readonly key: string;
  readonly label: string;
}

/** Reads the options that were added to choices. `made` hands out placeholders until `addWanted` has run. */
export async function openChoices(
  work: Work,
  titles: AllTitles,
): Promise<Choices & { addWanted(work: Work): Promise<void> }> {
  const { rows: added } = await sql<Added>`select object, field, key, label from field_options`.execute(
    work.db,
  );
  const byField = new Map<string, Map<string, string>>();
  const wanted = new Map<string, Map<string, string>>();
  const candidates = (target: Target): Candidate[] => {
    if (target.definition.type !== "choice" && target.definition.type !== "choices") return [];
    const standard = target.definition.options.map((key) => ({
      use: key,
      texts: [key, ...titles.option(target.object, target.field, key)],
    }));
    const owner = optionsOwner({ name: target.object }, target.definition);
    const own = added.filter((one) => one.object === owner && one.field === target.field);
    return [...standard, ...own.map(({ key, label }) => ({ use: key, texts: [label, key] }))];
  };
  const known = (target: Target): Map<string, string> => {
    const name = nameOf(target);
    let options = byField.get(name);
    if (!options) {
      options = new Map(
        candidates(target).flatMap(({ use, texts }) => texts.map((text) => [comparable(text), use] as const)),
      );
      byField.set(name, options);
    }
    return options;
  };
  return {
    candidates,
    find: (target, text) => known(target).get(comparable(text)),
    made(target, text) {
      const found = known(target).get(comparable(text));
      if (found !== undefined) return found;
      const labels = wanted.get(nameOf(target)) ?? new Map<string, string>();
      wanted.set(nameOf(target), labels.set(comparable(text), labels.get(comparable(text)) ?? text));
      // A key of the right shape, so that a preview can check the row; a run adds its options first.
      return `${placeholder}${[...labels.keys()].indexOf(comparable(text))}`;
    },
    label(object, field, key) {
      const definition = object.fields[field];
      const owner = definition && optionsOwner(object, definition);
      const own = added.find((one) => one.object === owner && one.field === field && one.key === key);
      if (own || !key.startsWith(placeholder)) return own?.label;
      return [...(wanted.get(`${object.name}.${field}`)?.values() ?? [])][
        Number(key.slice(placeholder.length))
      ];
    },
    wanted: () => new Map([...wanted].map(([name, labels]) => [name, [...labels.values()]])),
    async addWanted(unit) {
      for (const [name, labels] of wanted) {
        const [object = "", field = ""] = name.split(".");
        for (const [text, label] of labels) {
          const option = await addOption(unit, object, field, label.slice(0, 200));
          byField.get(name)?.set(text, option.key);
        }
      }
      wanted.clear();
    },
  };
}

const placeholder = "wanted_";

const nameOf = (target: Target): string => `${target.object}.${target.field}`;
