import { useMemo } from "react";
import { keepInAccount, useAccountPreference } from "./account-preferences.ts";
import { arranged } from "./arranging-places.ts";
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

function arrangementFrom(kept: unknown): Arrangement {
  if (typeof kept !== "object" || kept === null) return untouched;
  const { order, hidden } = kept as { readonly order?: unknown; readonly hidden?: unknown };
  return { order: words(order), hidden: words(hidden) };
}

function words(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
