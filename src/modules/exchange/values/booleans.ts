const yes = new Set([
  "1",
  "true",
  "t",
  "yes",
  "y",
  "on",
  "x",
  "✓",
  "✔",
  "+",
  "si",
  "sí",
  "s",
  "verdadero",
  "да",
  "д",
  "истина",
  "вярно",
  "active",
  "activo",
  "активен",
  "активный",
]);
const no = new Set([
  "0",
  "false",
  "f",
  "no",
  "n",
  "off",
  "-",
  "✗",
  "falso",
  "нет",
  "н",
  "ложь",
  "не",
  "невярно",
  "inactive",
  "inactivo",
  "неактивен",
  "неактивный",
]);

/** Yes or no as people of our languages write it; null when it is neither. */
export function readBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
