import { inOneLine, withoutSpaces } from "./statement.ts";

interface Details {
  readonly payer: string | null;
  readonly payerAccount: string | null;
  readonly text: string;
}

/**
 * What field 86 says, which each country writes its own way: numbered parts (`?20…?29` and `?60…?63` text, `?31`
 * account, `?32`, `?33` name; `+` and others stand for `?` too), words between slashes (`/NAME/`, `/IBAN/`, `/REMI/`), or plain text.
 */
export function partsOfDetails(text: string): Details {
  const joined = text.replaceAll("\n", "");
  const mark = /^\d{3}([?+<>~^])\d{2}/.exec(joined)?.[1];
  if (mark) return numbered(joined.slice(3), mark);
  const slashed = /^\/?[A-Z]{3,4}\/|\/(NAME|REMI|EREF|IBAN|ORDP|BENM)\//.test(joined);
  if (slashed) return named(joined);
  return { payer: null, payerAccount: ibanIn(joined), text: inOneLine([text]) };
}

function numbered(text: string, mark: string): Details {
  const parts = new Map<string, string>();
  for (const part of text.split(mark).slice(1)) {
    const key = part.slice(0, 2);
    parts.set(key, (parts.get(key) ?? "") + part.slice(2));
  }
  const some = (from: number, until: number) =>
    [...parts]
      .filter(([key]) => Number(key) >= from && Number(key) <= until)
      .map(([, value]) => value)
      .join("");
  const payer = some(32, 33).trim();
  const account = withoutSpaces(parts.get("31") ?? "");
  return {
    payer: payer || null,
    payerAccount: account || null,
    text: inOneLine([some(20, 29) + some(60, 63), parts.get("00")]),
  };
}

function named(text: string): Details {
  const parts = new Map<string, string>();
  let word = "";
  for (const piece of text.split("/")) {
    if (/^[A-Z]{4}$/.test(piece)) word = piece;
    else if (word && piece.trim()) parts.set(word, [parts.get(word), piece.trim()].filter(Boolean).join("/"));
  }
  const account = parts.get("IBAN") ?? parts.get("CNTP")?.split("/")[0] ?? null;
  return {
    payer: parts.get("NAME") ?? parts.get("CNTP")?.split("/")[2] ?? null,
    payerAccount: account ? withoutSpaces(account) : ibanIn(text),
    text: inOneLine([parts.get("REMI"), parts.get("EREF"), text]),
  };
}

function ibanIn(text: string): string | null {
  return /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/.exec(text)?.[0] ?? null;
}
