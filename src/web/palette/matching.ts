/** Every word begins a word of the title, so that "нов сд" finds "Новая сделка". */
export function matches(title: string, words: string): boolean {
  const parts = fold(title).split(/[\s:·-]+/);
  return fold(words)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => parts.some((part) => part.startsWith(word)));
}

/** Whether the title itself begins so. */
export function begins(title: string, words: string): boolean {
  return fold(title).startsWith(fold(words));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
