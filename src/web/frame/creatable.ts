import { recordPlaces } from "../screens.ts";
import { useMetadata, useObjectTitle } from "#records/web";

export interface Creatable {
  readonly object: string;
  readonly title: string;
  readonly icon: string;
  /** The letter behind `C`. */
  readonly letter?: string;
}

/** What the user may make from anywhere. */
export function useCreatable(): readonly Creatable[] {
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const standard = recordPlaces.flatMap(({ object, letter, creatable }) => {
    const known = objects[object];
    if (!creatable || !known?.grant.create) return [];
    return [{ object, icon: known.icon, title: titleOf(object), ...(letter ? { letter } : {}) }];
  });
  const own = Object.values(objects)
    .filter(({ module, grant }) => module === "custom" && grant.create)
    .map(({ name, icon }) => ({ object: name, icon, title: titleOf(name) }));
  return [...standard, ...own];
}
