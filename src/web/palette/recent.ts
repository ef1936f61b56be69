import { useSyncExternalStore } from "react";

/** A record one looked at, for the top of the palette. */
export interface RecentRecord {
  readonly object: string;
  readonly id: string;
  readonly title: string;
}

const kept = "rapport.recent";
const most = 8;
let recent: readonly RecentRecord[] | undefined;
const watchers = new Set<() => void>();

export function useRecent(): readonly RecentRecord[] {
  return useSyncExternalStore((changed) => {
    watchers.add(changed);
    return () => void watchers.delete(changed);
  }, read);
}

export function rememberRecent(record: RecentRecord): void {
  recent = [record, ...read().filter((one) => one.id !== record.id)].slice(0, most);
  localStorage.setItem(kept, JSON.stringify(recent));
  for (const changed of watchers) changed();
}

/** Who signs out leaves no names behind on the device. */
export function forgetRecent(): void {
  recent = [];
  localStorage.removeItem(kept);
}

function read(): readonly RecentRecord[] {
  recent ??= parse(localStorage.getItem(kept));
  return recent;
}

function parse(text: string | null): readonly RecentRecord[] {
  try {
    return JSON.parse(text ?? "[]") as readonly RecentRecord[];
  } catch {
    return [];
  }
}
