import type { Mark } from "#records/contract";

/** A text with the parts that were searched for set off. */
export function MarkedText({ text, marks = [] }: { text: string; marks?: readonly Mark[] | undefined }) {
  const parts: { readonly text: string; readonly from: number; readonly marked: boolean }[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) parts.push({ text: text.slice(at, from), from: at, marked: false });
    parts.push({ text: text.slice(from, to), from, marked: true });
    at = to;
  }
  parts.push({ text: text.slice(at), from: at, marked: false });
  return parts.map((part) =>
    part.marked ? <mark key={part.from}>{part.text}</mark> : <span key={part.from}>{part.text}</span>,
  );
}
