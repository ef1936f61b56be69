import iconv from "iconv-lite";
import { plain } from "./words.ts";

/** Groups that hold no words of a text. */
const silent =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|generator|header|footer|listtable|listoverridetable|rsidtbl|themedata|datastore|xmlnstbl)$/;
const signs: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  row: "\n",
  tab: "\t",
  cell: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
};
const breaks = /<(br|\/p|\/div|\/tr|\/li|\/h\d)\b/i;
const deepest = 500;

/** A mark, a letter by its number, a brace, or what stands between them. */
const token =
  /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gi;

interface State {
  readonly isSilent: boolean;
  /** What stands for a program that reads no HTML, within a text that is HTML. */
  readonly isDouble: boolean;
  /** Letters that stand in for each Unicode one. */
  readonly instead: number;
}

/** The words of a rich text (RTF 1.9.1), also of one that is HTML within (MS-OXRTFEX); nothing of how it looks. */
export function textOfRtf(rtf: Buffer): string {
  const source = rtf.toString("latin1");
  const charset = `windows-${/\\ansicpg(\d{3,5})/.exec(source)?.[1] ?? "1252"}`;
  const isKnown = iconv.encodingExists(charset);
  // Each is read once, as a text may be nothing else.
  const letters = Array.from({ length: 256 }, (_, byte) =>
    isKnown ? iconv.decode(Buffer.from([byte]), charset) : String.fromCharCode(byte),
  );
  const around: State[] = [];
  let state: State = { isSilent: false, isDouble: false, instead: 1 };
  let text = "";
  let skips = 0;
  const say = (words: string) => {
    if (state.isSilent || state.isDouble) return;
    const rest = words.slice(skips);
    skips = Math.max(0, skips - words.length);
    text += rest;
  };
  for (const [whole, word = "", number, byte, sign, brace, words] of source.matchAll(token)) {
    if (brace === "{") {
      if (around.push(state) > deepest) break;
    } else if (brace === "}") state = around.pop() ?? state;
    else if (byte) say(letters[Number.parseInt(byte, 16)] ?? "");
    else if (words) {
      if (state.isSilent && breaks.test(words)) text += "\n";
      else say(words);
    } else if (sign === "*" || silent.test(word)) state = { ...state, isSilent: true };
    else if (word === "htmlrtf") state = { ...state, isDouble: number !== "0" };
    else if (word === "uc") state = { ...state, instead: Number(number ?? 1) };
    else if (word === "u") {
      say(String.fromCharCode(Number(number ?? 0) & 0xffff));
      skips = state.isSilent || state.isDouble ? 0 : state.instead;
    } else if (sign === "~") say(" ");
    else if (sign && "\\{}".includes(sign)) say(sign);
    else if (word && whole) say(signs[word.toLowerCase()] ?? "");
  }
  return plain(text).trim();
}
