import { useMetadata, useObjectTitle } from "#records/web";

export interface Creatable {
  readonly object: string;
  readonly title: string;
  readonly icon: string;
  /** The letter behind `C`. */
  readonly letter: string;
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
  return letters.flatMap(([object, letter]) => {
    const known = objects[object];
    return known?.grant.create ? [{ object, letter, icon: known.icon, title: titleOf(object) }] : [];
  });
}
