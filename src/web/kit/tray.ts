import { useSyncExternalStore } from "react";

/** Long work that goes on while one does something else: an import, a bulk change, an export. */
export interface TrayItem {
  readonly id: string;
  readonly title: string;
  /** 0 to 1; absent where it cannot be told. */
  readonly progress?: number;
  readonly state: "running" | "done" | "failed";
  /** One line: "4,200 of 8,800", or why it failed. */
  readonly text?: string;
  /** Where its result is. */
  readonly link?: string;
  /** The file that came of it. */
  readonly download?: string;
  /** Stops it while it runs. */
  readonly stop?: () => void;
}

export interface Tray {
  readonly items: readonly TrayItem[];
  /** Adds the work or brings its line up to date. */
  readonly put: (item: TrayItem) => void;
  readonly remove: (id: string) => void;
}

let items: readonly TrayItem[] = [];
const watchers = new Set<() => void>();

export function useTray(): Tray {
  const shown = useSyncExternalStore(watch, () => items);
  return { items: shown, put: putInTray, remove: removeFromTray };
}

export function putInTray(item: TrayItem): void {
  const known = items.some((one) => one.id === item.id);
  set(known ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item]);
}

export function removeFromTray(id: string): void {
  set(items.filter((item) => item.id !== id));
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

function set(next: readonly TrayItem[]): void {
  items = next;
  for (const watcher of watchers) watcher();
}
