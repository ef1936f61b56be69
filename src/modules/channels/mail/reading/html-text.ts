import { Parser } from "htmlparser2";

const longest = 500_000;
const pieceLength = 4096;
/** Where a page is cut off that opens more and more within each other. */
const deepest = 500;
const unseen = new Set(["script", "style", "head", "title", "template", "noscript", "object", "svg"]);
const blocks = new Set(
  "address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);

/** What a reader of a page sees of it, as plain text: no mark-up, no script, nothing that could run. */
export function textOfHtml(html: string): string {
  let text = "";
  let hidden = 0;
  let depth = 0;
  const parser = new Parser({
    onopentag: (name) => {
      depth++;
      if (unseen.has(name)) hidden++;
      else if (blocks.has(name)) text += "\n";
      else if (name === "td" || name === "th") text += " ";
    },
    ontext: (piece) => {
      // Line ends of the source mean a space.
      if (hidden === 0) text += piece.replace(/[\s\u00a0]+/g, " ");
    },
    onclosetag: (name) => {
      depth--;
      if (unseen.has(name)) hidden = Math.max(0, hidden - 1);
      else if (blocks.has(name) && name !== "br") text += "\n";
    },
  });
  const page = html.slice(0, longest);
  for (let at = 0; at < page.length && depth <= deepest; at += pieceLength)
    parser.write(page.slice(at, at + pieceLength));
  parser.end();
  return text
    .replace(/ {2,}/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
