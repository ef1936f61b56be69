/** The beginning of a text as the database can keep it: no half character, no character zero. */
export function clipped(text: string, length = 200): string {
  return text.slice(0, length).replaceAll("\0", "\uFFFD").toWellFormed();
}
