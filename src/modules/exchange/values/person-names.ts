import type { PersonName } from "#records/contract";

/**
 * A full name in its parts: "Petrova, Elena", "Elena Ivanova Petrova", "Иванов Иван Иванович". `country` is where people are called
 * so: in Spain and most of the Americas one has two family names, "Ana García López".
 */
export function splitPersonName(text: string, country?: string): PersonName {
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
  const familyFrom = particle > 0 ? particle : words.length - familyNamesOf(words, country);
  return {
    given: words[0] ?? null,
    middle: words.slice(1, familyFrom).join(" ") || null,
    family: words.slice(familyFrom).join(" "),
  };
}

function familyNamesOf(words: readonly string[], country = ""): number {
  if (!withTwoFamilyNames.has(country) || words.length < 3 || !/^\p{Script=Latin}/u.test(words[0] ?? ""))
    return 1;
  const isOfGiven = secondGivenNames.has(
    (words[1] ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(),
  );
  return words.length === 3 && isOfGiven ? 1 : 2;
}

const withTwoFamilyNames = new Set("ES MX CO AR PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY PR".split(" "));

// "María José García" has one family name, "José García López" has two.
const secondGivenNames = new Set(
  (
    "maria jose luis carlos antonio manuel miguel angel javier pablo ignacio jesus carmen isabel teresa pilar dolores elena " +
    "victoria mar francisco ramon enrique alberto fernando eduardo andres david cristina luisa rosa belen angeles mercedes julia " +
    "alejandro daniel rafael vicente pedro juan felipe gabriel rocio paz sol nieves eugenia ines beatriz laura"
  ).split(" "),
);

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
