import type { KeyboardEvent } from "react";

/** What a key means on a table that is not being edited. */
export type GridAct =
  | { readonly move: { readonly rows: number; readonly columns: number } }
  | { readonly moveTo: "row-start" | "row-end" | "first" | "last" }
  | { readonly do: "open" | "edit" | "select" | "select-all" | "clear" | "empty" | "enter" }
  | { readonly type: string };

/**
 * In the first column letters are commands (J, K, E, X); in a cell that can be written they begin to type.
 */
export function gridAct(
  event: KeyboardEvent,
  place: { readonly commands: boolean; readonly page: number },
): GridAct | null {
  if (event.altKey) return null;
  const mod = event.ctrlKey || event.metaKey;
  const arrow = arrows[event.key];
  if (arrow) {
    const far = mod ? 1_000_000 : 1;
    return { move: { rows: arrow[0] * far, columns: arrow[1] * far } };
  }
  if (event.key === "Home") return { moveTo: mod ? "first" : "row-start" };
  if (event.key === "End") return { moveTo: mod ? "last" : "row-end" };
  if (event.key === "PageDown" || event.key === "PageUp") {
    return { move: { rows: event.key === "PageDown" ? place.page : -place.page, columns: 0 } };
  }
  if (event.key === "Enter") return { do: "enter" };
  if (event.key === "F2") return { do: "edit" };
  if (event.key === "Escape") return { do: "clear" };
  if (event.key === " ") return { do: "select" };
  if (mod) return latin(event) === "a" ? { do: "select-all" } : null;
  if (event.key === "Delete" || event.key === "Backspace") return { do: "empty" };
  if (event.key.length !== 1) return null;
  return place.commands ? (commands[latin(event)] ?? null) : { type: event.key };
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

const commands: Readonly<Record<string, GridAct>> = {
  j: { move: { rows: 1, columns: 0 } },
  k: { move: { rows: -1, columns: 0 } },
  x: { do: "select" },
  e: { do: "edit" },
};

// On a Cyrillic keyboard the key that says J prints "о": go by its place.
function latin(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  return key > "\u007f" && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : key;
}
