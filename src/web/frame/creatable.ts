import { useMetadata, useObjectTitle } from "#records/web";

export interface Creatable {
  readonly object: string;
  readonly title: string;
  readonly icon: string;
  /** The letter behind `C`. */
  readonly letter?: string;
}

const letters: readonly (readonly [object: string, letter: string])[] = [
  ["person", "p"],
  ["company", "c"],
  ["deal", "d"],
  ["task", "t"],
  ["product", "r"],
];

/** What the user may make from anywhere. */
export function useCreatable(): readonly Creatable[] {
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const standard = letters.flatMap(([object, letter]) => {
    const known = objects[object];
    return known?.grant.create ? [{ object, letter, icon: known.icon, title: titleOf(object) }] : [];
  });
  const own = Object.values(objects)
    .filter(({ module, grant }) => module === "custom" && grant.create)
    .map(({ name, icon }) => ({ object: name, icon, title: titleOf(name) }));
  return [...standard, ...own];
}
