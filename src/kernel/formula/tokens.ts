import { formulaError, type Span } from "./syntax.ts";

/** A word of a formula. `text` of a name or sign is as written, of a quoted text what it says. */
export interface Token extends Span {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
}

const patterns = [
  ["number", /\d+(?:\.\d+)?/y],
  ["text", /"(?:[^"]|"")*"/y],
  ["name", /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy],
  ["sign", /<>|!=|<=|>=|[-+*/%&=<>(),]/y],
] as const;

/** Cuts a formula into words, the last of which is its end. Throws `formula_invalid`. */
export function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  let from = skipBlank(formula, 0);
  while (from < formula.length) {
    const token = tokenAt(formula, from);
    tokens.push(token);
    from = skipBlank(formula, token.to);
  }
  return [...tokens, { kind: "end", text: "", from, to: from }];
}

function tokenAt(formula: string, from: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = from;
    const found = pattern.exec(formula)?.[0];
    if (found === undefined) continue;
    const text = kind === "text" ? found.slice(1, -1).replaceAll('""', '"') : found;
    // PostgreSQL keeps no NUL and no half of a character.
    if (text.includes("\0") || !text.isWellFormed()) break;
    return { kind, text, from, to: from + found.length };
  }
  const strange = String.fromCodePoint(formula.codePointAt(from) ?? 0);
  throw formulaError(
    "formula_invalid",
    { from, to: from + strange.length },
    { found: strange.toWellFormed() },
  );
}

function skipBlank(formula: string, from: number): number {
  let at = from;
  while (at < formula.length && /\s/.test(formula.charAt(at))) at++;
  return at;
}
