import { searchKey } from "#kernel/search-key";

/** Every word begins a word of the title, so that "нов сд" finds "Новая сделка", in whichever script it is typed. */
export function matches(title: string, words: string): boolean {
  const parts = searchKey(title).split(" ");
  return searchKey(words)
    .split(" ")
    .every((word) => parts.some((part) => part.startsWith(word)));
}

/** Whether the title itself begins so. */
export function begins(title: string, words: string): boolean {
  return searchKey(title).startsWith(searchKey(words));
}
