import { remembered } from "#kernel/remembered";
import { searchKey } from "#kernel/search-key";

/**
 * How a name sounds, as the database makes it in `name_sound` (migrations 0102 and 0420), which says why: of each word the first
 * letter and the consonants, the voiced as the voiceless, in the order of the alphabet, each once. Null where nothing sounds;
 * undefined where letters are not Latin even as they are compared, which is left to the database.
 */
export function nameSound(kind: "person" | "company", name: string): string | null | undefined {
  const key = searchKey(name);
  if (/[^ a-z0-9]/.test(key)) return undefined;
  const words = (kind === "person" ? key : bareName(key)).split(" ").filter(Boolean);
  return words.length === 0 ? null : [...new Set(words.map(soundOf))].sort().join(" ");
}

const soundOf = remembered((word) => {
  const sound = word.charAt(0) + word.slice(1).replace(/[aeiouh]/g, "");
  return sound.replace(/[bdgvz]/g, (letter) => voiceless[letter as keyof typeof voiceless]);
});

const voiceless = { b: "p", d: "t", g: "k", v: "f", z: "s" } as const;

/** Without what only says of which legal form a company is, unless nothing else is left. */
function bareName(key: string): string {
  // "s l" and "a o" as one word.
  const joined = key.replace(/\b([a-z]) (?=[a-z]\b)/g, "$1");
  return joined.replace(legalForms, "").replace(/ +/g, " ").trim() || joined;
}

const legalForms =
  /\b(od|eod|ad|ead|et|kd|sd|dzd|oo|ao|oao|zao|pao|ip|tov|ltd|limited|lk|lp|plk|ink|inkorporated|korp|korporation|ko|kompani|gmbh|ag|kg|ug|ohg|sl|slu|sa|sau|srl|sarl|sas|spa|bv|nv|ab|oi|se)\b/g;
