/** A title within a sentence: "changed amount", not "changed Amount"; abbreviations such as VAT stay. */
export function lowered(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLocaleLowerCase() + title.slice(1) : title;
}
