/** A piece of a line of an article. */
export interface Run {
  readonly text: string;
  readonly strong?: boolean;
  readonly href?: string;
}

/** What the text of an article is made of, as plain signs say it: `## Title`, `- point`, `1. step`, `**strong**`, an address. */
export type Block =
  | { readonly kind: "heading" | "paragraph"; readonly lines: readonly (readonly Run[])[] }
  | { readonly kind: "points" | "steps"; readonly lines: readonly (readonly Run[])[] };

type Kind = Block["kind"];
const signs: readonly (readonly [Kind, RegExp])[] = [
  ["heading", /^#{1,4} (?=\S)/],
  ["points", /^[-*•] (?=\S)/],
  ["steps", /^\d{1,3}[.)] (?=\S)/],
];
const pieces = /(\*\*[^*\n]{1,500}\*\*|https?:\/\/[^\s<>"']{1,2000})/;

/** The blocks of a text, in order. Lines of one kind that follow one another are one block. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: { kind: Kind; lines: (readonly Run[])[] }[] = [];
  let isOpen = false;
  for (const line of text.split(/\r?\n/)) {
    const said = line.trim();
    const [kind, sign] = signs.find(([, begins]) => begins.test(said)) ?? (["paragraph", /^/] as const);
    const last = blocks.at(-1);
    if (said === "") isOpen = false;
    else if (last && isOpen && last.kind === kind && kind !== "heading")
      last.lines.push(runsOf(said.replace(sign, "")));
    else {
      blocks.push({ kind, lines: [runsOf(said.replace(sign, ""))] });
      isOpen = true;
    }
  }
  return blocks;
}

function runsOf(line: string): readonly Run[] {
  return line.split(pieces).flatMap((piece): Run[] => {
    if (piece === "") return [];
    if (/^\*\*.+\*\*$/.test(piece)) return [{ text: piece.slice(2, -2), strong: true }];
    if (!/^https?:\/\//.test(piece)) return [{ text: piece }];
    // What ends the sentence is no part of the address.
    const address = piece.replace(/[.,;:!?)\]»”]{1,10}$/, "");
    const rest = piece.slice(address.length);
    return [{ text: address, href: address }, ...(rest ? [{ text: rest }] : [])];
  });
}
