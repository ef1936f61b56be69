import { useSyncExternalStore } from "react";

/** A record one looked at, for the top of the palette and of pickers. What it is called is asked each time: rights change, and names do. */
export interface Visited {
  readonly object: string;
  readonly id: string;
}

const kept = "rapport.recent";
export const mostVisited = 8;
let recent: readonly Visited[] | undefined;
const watchers = new Set<() => void>();

export function useVisited(): readonly Visited[] {
  return useSyncExternalStore((changed) => {
    watchers.add(changed);
    return () => void watchers.delete(changed);
  }, read);
}

export function rememberVisit({ object, id }: Visited): void {
  recent = [{ object, id }, ...read().filter((one) => one.id !== id)].slice(0, mostVisited);
  localStorage.setItem(kept, JSON.stringify(recent));
  for (const changed of watchers) changed();
}

/** Who signs out leaves behind on the device not even where they were. */
export function forgetVisits(): void {
  recent = [];
  localStorage.removeItem(kept);
}

function read(): readonly Visited[] {
  recent ??= parse(localStorage.getItem(kept));
  return recent;
}

function parse(text: string | null): readonly Visited[] {
  try {
    const visits = JSON.parse(text ?? "[]") as readonly Visited[];
    return visits.map(({ object, id }) => ({ object, id }));
  } catch {
    return [];
  }
}
