import { useEffect, useId, useRef, useSyncExternalStore } from "react";

export type KeyBindings = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

export interface KeyScope {
  /** `dialog`: heard while a dialog covers the page, and the keys of the page are not. */
  readonly scope?: "page" | "dialog";
  /** Heading on the sheet of keys; a text in the user's language. */
  readonly group?: string;
  /** Heard only while nothing has the focus that these keys mean something to: arrows and Enter. */
  readonly unfocused?: boolean;
}

interface Layer {
  readonly id: string;
  readonly bindings: { current: KeyBindings };
  readonly descriptions: Readonly<Record<string, string>>;
  readonly options: KeyScope;
}

export interface DescribedKey {
  readonly keys: string;
  readonly text: string;
  readonly group: string | undefined;
}

let layers: readonly Layer[] = [];
const watchers = new Set<() => void>();
const sequenceTime = 1200;
let prefix: { readonly key: string; readonly at: number } | undefined;

/**
 * Binds keys while the component is there: `"j"`, `"mod+k"` (Ctrl, ⌘ on a Mac), `"shift+enter"`, `"g p"`
 * (one after another). The component that came last is asked first. Letters are not heard while somebody
 * types. `descriptions` (by the same names, in the user's language) feed the sheet behind `?`.
 */
export function useKeys(
  bindings: KeyBindings,
  descriptions: Readonly<Record<string, string>> = {},
  options: KeyScope = {},
): void {
  const id = useId();
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shown = JSON.stringify(descriptions);
  const { scope, group, unfocused } = options;
  useEffect(() => {
    const layer: Layer = {
      id,
      bindings: latest,
      descriptions: JSON.parse(shown),
      options: { scope, group, unfocused },
    };
    if (layers.length === 0) document.addEventListener("keydown", hear);
    setLayers([...layers, layer]);
    return () => {
      setLayers(layers.filter((one) => one !== layer));
      if (layers.length === 0) document.removeEventListener("keydown", hear);
    };
  }, [id, shown, scope, group, unfocused]);
}

/** All keys that work at this moment, for the sheet. */
export function useDescribedKeys(): readonly DescribedKey[] {
  const present = useSyncExternalStore(watch, () => layers);
  return present.flatMap((layer) =>
    Object.entries(layer.descriptions).map(([keys, text]) => ({ keys, text, group: layer.options.group })),
  );
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

function setLayers(next: readonly Layer[]): void {
  layers = next;
  for (const watcher of watchers) watcher();
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || !event.key) return;
  const key = nameOf(event);
  if (!key || (isTyping(event.target) && belongsToTyping(key))) return;
  const covered = document.querySelector("[aria-modal='true']") !== null;
  // What hangs over the page closes by itself, and nothing else with it.
  if (key === "escape" && !covered && hangsOver(event)) return;
  const idle = isIdle(document.activeElement, key);
  const heard = [...layers]
    .reverse()
    .filter((layer) => !covered || layer.options.scope === "dialog" || key.startsWith("mod+"))
    .filter((layer) => idle || !layer.options.unfocused);
  const sequence = prefix && Date.now() - prefix.at < sequenceTime ? `${prefix.key} ${key}` : undefined;
  prefix = undefined;
  for (const name of sequence ? [sequence, key] : [key]) {
    for (const layer of heard) {
      const run = layer.bindings.current[name];
      if (!run) continue;
      event.preventDefault();
      run(event);
      return;
    }
  }
  const begins = heard.some((layer) =>
    Object.keys(layer.bindings.current).some((name) => name.startsWith(`${key} `)),
  );
  if (begins) prefix = { key, at: Date.now() };
}

// By the way that the key took: what closed by it is not in the page any more.
function hangsOver(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.hasAttribute("data-portal"));
}

/** `mod+shift+p`, `j`, `?`, `arrowdown`, `escape`. Undefined for a modifier alone. */
function nameOf(event: KeyboardEvent): string | undefined {
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return undefined;
  const key = latinOf(event);
  const printed = key.length === 1 && !/[a-z]/.test(key);
  return [
    event.ctrlKey || event.metaKey ? "mod+" : "",
    event.altKey ? "alt+" : "",
    // What shift already changed (`?`) is named by what was printed.
    event.shiftKey && !printed ? "shift+" : "",
    key === " " ? "space" : key,
  ].join("");
}

// On a Cyrillic keyboard the key that says G prints "п": go by its place.
function latinOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  if (key.length === 1 && key > "\u007f" && event.code.startsWith("Key"))
    return event.code.slice(3).toLowerCase();
  if (key.length === 1 && key > "\u007f" && event.code.startsWith("Digit")) return event.code.slice(5);
  return key;
}

// Who comes to a screen stands on the whole of it; a link that keeps the focus has no use for arrows.
function isIdle(focused: Element | null, key: string): boolean {
  return (
    focused === null || focused.matches(key === "enter" ? "body, main" : "body, main, a[href]:not([role])")
  );
}

// Undo, copy and the like work on the text one types; other keys with Ctrl or ⌘ are heard there too.
function belongsToTyping(key: string): boolean {
  return key !== "escape" && (!key.startsWith("mod+") || /^mod\+(shift\+)?[acvxzyui]$/.test(key));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "range", "submit"].includes(target.type)
  );
}
