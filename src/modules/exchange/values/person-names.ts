import type { PersonName } from "#records/contract";

/** A full name in its parts: "Petrova, Elena", "Elena Ivanova Petrova", "Иванов Иван Иванович". */
export function splitPersonName(text: string): PersonName {
  const whole = text.trim().replace(/\s+/g, " ");
  const comma = whole.indexOf(",");
  if (comma > 0) {
    const [given = null, ...middle] = whole
      .slice(comma + 1)
      .trim()
      .split(" ");
    return { given: given || null, middle: middle.join(" ") || null, family: whole.slice(0, comma).trim() };
  }
  const words = whole.split(" ");
  if (words.length === 1) return { given: words[0] ?? null, middle: null, family: null };
  if (words.length === 3 && isPatronymic(words[2])) {
    return { given: words[1] ?? null, middle: words[2] ?? null, family: words[0] ?? null };
  }
  const particle = words.findIndex((word, index) => index > 0 && particles.has(word.toLowerCase()));
  const familyFrom = particle > 0 ? particle : words.length - 1;
  return {
    given: words[0] ?? null,
    middle: words.slice(1, familyFrom).join(" ") || null,
    family: words.slice(familyFrom).join(" "),
  };
}

// Russian documents put the family name first; the patronymic in the last place tells.
const isPatronymic = (word = ""): boolean => /(ович|евич|ич|овна|евна|ична|инична)$/i.test(word);

const particles = new Set([
  "de",
  "del",
  "de la",
  "van",
  "von",
  "der",
  "da",
  "dos",
  "di",
  "la",
  "le",
  "bin",
  "ibn",
  "фон",
  "ван",
  "де",
]);
