export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

/** `-amount,name` as keys. */
export function readSort(text: string | undefined): readonly SortKey[] {
  return (text ?? "")
    .split(",")
    .filter(Boolean)
    .map((part) => ({ field: part.replace(/^-/, ""), descending: part.startsWith("-") }));
}

export function writeSort(keys: readonly SortKey[]): string {
  return keys.map(({ field, descending }) => (descending ? `-${field}` : field)).join(",");
}

/** A click on a head: up, then down, then not at all; with `add` beside the keys that are there. */
export function clickSort(keys: readonly SortKey[], field: string, add: boolean): readonly SortKey[] {
  const present = keys.find((key) => key.field === field);
  const others = add ? keys.filter((key) => key.field !== field) : [];
  if (!present) return [...others, { field, descending: false }];
  if (present.descending) return others;
  const turned = { field, descending: true };
  return add ? keys.map((key) => (key.field === field ? turned : key)) : [turned];
}

/** By the key alone; or beside those that are there, in its own place or as the last. */
export function sortBy(keys: readonly SortKey[], key: SortKey, beside: boolean): readonly SortKey[] {
  if (!beside) return [key];
  return keys.some(({ field }) => field === key.field)
    ? keys.map((one) => (one.field === key.field ? key : one))
    : [...keys, key];
}

export function withoutKey(keys: readonly SortKey[], field: string): readonly SortKey[] {
  return keys.filter((key) => key.field !== field);
}
