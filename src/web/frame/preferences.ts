import type { MantineColorScheme, MantineColorSchemeManager } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useSyncExternalStore } from "react";

/** How this device shows the product; the same account may want it dark at home and light at work. */
export const densities = ["compact", "normal", "roomy"] as const;
export type Density = (typeof densities)[number];

const schemeKey = "rapport.color-scheme";
const densityKey = "rapport.density";
const foldedKey = "rapport.navigation-folded";

const watchers = new Set<() => void>();

function useKept(key: string): string | null {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    () => localStorage.getItem(key),
  );
}

function keep(key: string, value: string): void {
  localStorage.setItem(key, value);
  for (const changed of watchers) changed();
}

export function useDensity(): Density {
  const kept = useKept(densityKey);
  return densities.find((density) => density === kept) ?? "normal";
}

export function setDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  keep(densityKey, density);
}

export function useNavigationFolded(): boolean {
  const kept = useKept(foldedKey);
  // On a tablet the work has the room, until one says otherwise.
  const isNarrow = useMediaQuery("(max-width: 64em)", undefined, { getInitialValueInEffect: false });
  return kept === null ? isNarrow : kept === "true";
}

export function setNavigationFolded(folded: boolean): void {
  keep(foldedKey, String(folded));
}

/** Keeps the choice of light and dark where `color-scheme.js` reads it before anything is drawn. */
export const colorSchemeKeeper: MantineColorSchemeManager = {
  get: (fallback) => {
    const kept = localStorage.getItem(schemeKey);
    return kept === "light" || kept === "dark" || kept === "auto" ? kept : fallback;
  },
  set: (scheme: MantineColorScheme) => localStorage.setItem(schemeKey, scheme),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => localStorage.removeItem(schemeKey),
};
