const apple = /Mac|iPhone|iPad/.test(navigator.platform);

const symbols: Readonly<Record<string, string>> = {
  mod: apple ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: apple ? "⌥" : "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  space: "␣",
};

/** Keys as they are printed on the keyboard: `mod+k` is "Ctrl K" or "⌘ K", `g p` is "G P". */
export function keyText(keys: string): string {
  return keys
    .split(/[+ ]/)
    .map((key) => symbols[key] ?? key.toUpperCase())
    .join(" ");
}
