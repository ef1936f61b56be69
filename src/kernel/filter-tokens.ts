import { AppError } from "./error.ts";
import { bareWord } from "./filter-words.ts";

/** A piece of a filter's text: a word, a quoted text or a sign; `at` counts characters from 0. */
export interface Token {
  readonly kind: "word" | "text" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

/** What belongs where a text cannot be read on; the text of the error says it. */
export type Expected =
  | "condition"
  | "operator"
  | "value"
  | "number"
  | "period"
  | "closing"
  | "joining"
  | "quote"
  | "character";

/** Stands before a token of a filter's text and goes along. */
export interface Cursor {
  readonly next: Token;
  /** The token `ahead` of the next one. */
  peek(ahead: number): Token;
  /** Goes on by so many tokens. */
  skip(count?: number): void;
  /** Goes on if the next is this word or sign; quoted, a word is a text and means nothing else. */
  took(word: string): boolean;
  /** The problem `filter_unreadable` at this place. */
  problem(expected: Expected): AppError;
}

export function isWord(token: Token, word: string): boolean {
  return token.kind !== "text" && token.text.toLowerCase() === word;
}

/** Throws `filter_unreadable` where the text has what is no piece of a filter. */
export function cursorOf(text: string): Cursor {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (ahead: number) => tokens[Math.min(at + ahead, tokens.length - 1)] as Token;
  return {
    get next() {
      return peek(0);
    },
    peek,
    skip(count = 1) {
      at += count;
    },
    took(word) {
      const found = isWord(peek(0), word);
      if (found) at++;
      return found;
    },
    problem: (expected) => unreadable(peek(0).at, peek(0).text, expected),
  };
}

const space = /\s*/y;
const sign = /\.\.|!=|>=|<=|[=<>(),]/y;
const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = found(space, text, 0).length;
  while (at < text.length) {
    const { token, length } = tokenAt(text, at);
    tokens.push(token);
    at += length;
    at += found(space, text, at).length;
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

function tokenAt(text: string, at: number): { token: Token; length: number } {
  const signed = found(sign, text, at);
  if (signed) return { token: { kind: "sign", text: signed, at }, length: signed.length };
  const word = found(bareWord, text, at);
  if (word) return { token: { kind: "word", text: word, at }, length: word.length };
  const quote = found(quoted, text, at);
  if (quote) return { token: { kind: "text", text: JSON.parse(quote) as string, at }, length: quote.length };
  throw unreadable(at, text.slice(at), text[at] === '"' ? "quote" : "character");
}

function found(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

// Places are told as people count them, from 1.
function unreadable(at: number, near: string, expected: Expected): AppError {
  const place = near === "" ? "end" : "within";
  return new AppError("filter_unreadable", {
    params: { at: at + 1, near: near.slice(0, 30), place, expected },
    extra: { at: at + 1 },
  });
}
