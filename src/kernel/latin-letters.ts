/**
 * The text in lower case with its Cyrillic letters written in Latin ones, as Bulgarians write them; letters that Russian,
 * Ukrainian or Belarusian have besides follow the same way. All else stays as it is. For names that people read: addresses,
 * columns, texts set beside each other. How words are searched is `searchKey`, which goes by sound.
 */
export function inLatinLetters(text: string): string {
  return text.toLowerCase().replace(/\p{Script=Cyrillic}/gu, (letter) => latin.get(letter) ?? letter);
}

const latin: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: "a",
    б: "b",
    в: "v",
    г: "g",
    ґ: "g",
    д: "d",
    е: "e",
    ё: "e",
    є: "e",
    ж: "zh",
    з: "z",
    и: "i",
    і: "i",
    ї: "i",
    й: "y",
    к: "k",
    л: "l",
    м: "m",
    н: "n",
    о: "o",
    п: "p",
    р: "r",
    с: "s",
    т: "t",
    у: "u",
    ў: "u",
    ф: "f",
    х: "h",
    ц: "ts",
    ч: "ch",
    ш: "sh",
    щ: "sht",
    ъ: "a",
    ы: "y",
    ь: "",
    э: "e",
    ю: "yu",
    я: "ya",
  }),
);
