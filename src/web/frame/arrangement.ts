import { useMemo } from "react";
import { keepInAccount, useAccountPreference } from "./account-preferences.ts";
import { type Place, usePlaces } from "./places.ts";

/** How a user arranged the navigation: paths in their order, and those not to be shown. */
export interface Arrangement {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

const key = "navigation";
const untouched: Arrangement = { order: [], hidden: [] };

export function useArrangement(): [Arrangement, (arrangement: Arrangement) => void] {
  const kept = useAccountPreference(key);
  const arrangement = useMemo(() => arrangementFrom(kept), [kept]);
  return [arrangement, (next) => void keepInAccount(key, next)];
}

/** The places as the user arranged them; the palette and the keys still reach the hidden ones. */
export function useArrangedPlaces(): readonly Place[] {
  const places = usePlaces();
  const [{ order, hidden }] = useArrangement();
  return arranged(places, order).filter(({ path }) => !hidden.includes(path));
}

/** Places in the order of `order`; what stands in none, such as a new one, keeps its neighbour before it. */
export function arranged<Item extends { readonly path: string }>(
  places: readonly Item[],
  order: readonly string[],
): readonly Item[] {
  const known = order.flatMap((path) => places.find((place) => place.path === path) ?? []);
  return places.reduce<readonly Item[]>((sorted, place, index) => {
    if (sorted.includes(place)) return sorted;
    const before = places[index - 1];
    const at = before ? sorted.indexOf(before) + 1 : 0;
    return [...sorted.slice(0, at), place, ...sorted.slice(at)];
  }, known);
}

/** `paths` with `path` moved by one; as it was at either end. */
export function moved(paths: readonly string[], path: string, by: 1 | -1): readonly string[] {
  const at = paths.indexOf(path);
  const target = at + by;
  if (at < 0 || target < 0 || target >= paths.length) return paths;
  const rest = paths.filter((one) => one !== path);
  return [...rest.slice(0, target), path, ...rest.slice(target)];
}

function arrangementFrom(kept: unknown): Arrangement {
  if (typeof kept !== "object" || kept === null) return untouched;
  const { order, hidden } = kept as { readonly order?: unknown; readonly hidden?: unknown };
  return { order: words(order), hidden: words(hidden) };
}

function words(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
