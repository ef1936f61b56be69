import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { auditKinds } from "#kernel/audit";
import { type Locale, locales } from "#kernel/locale";
import { notificationKinds } from "../src/modules/platform/contract/index.ts";
import { modules } from "../src/server/modules.ts";

type Tree = { readonly [key: string]: string | Tree };

const rooms = [
  "src/kernel",
  "src/records",
  "src/web",
  ...readdirSync("src/modules").map((name) => `src/modules/${name}`),
];
const texts = Object.fromEntries(locales.map((locale) => [locale, readAll(locale)])) as Record<
  Locale,
  ReadonlyMap<string, string>
>;
/** Texts whose screen gives more than each language needs: the English sentence names other places than the rest. */
const builtDifferently = new Set([
  "records.list.none_yet",
  "records.filter.say.empty",
  "records.filter.say.not_empty",
]);

const translations = locales.filter((locale) => locale !== "en");

/** Texts that are written alike in English and in the other language: `es Roles`. */
const sameInBoth = new Set(readFileSync("test/texts-alike.txt", "utf8").split("\n").filter(Boolean));

test("the test read the texts of every room", () => {
  expect(texts.en.size).toBeGreaterThan(600);
  expect(rooms.filter((room) => !existsSync(`${room}/text/en.json`))).toEqual([]);
});

test.each(translations)("every English text has one in %s, and none is left over", (locale) => {
  expect([...texts[locale].keys()].sort()).toEqual([...texts.en.keys()].sort());
});

test.each(locales)("every text in %s can be read, with the plurals of its language", (locale) => {
  const broken = [...texts[locale]].filter(([, text]) => !canBeRead(text, locale));
  expect(broken).toEqual([]);
});

test.each(translations)("every text in %s names what the English one names", (locale) => {
  const wrong = [...texts[locale]].filter(([key, text]) => {
    const english = builtDifferently.has(key) ? undefined : texts.en.get(key);
    return english !== undefined && placesIn(english, "en").join() !== placesIn(text, locale).join();
  });
  expect(wrong).toEqual([]);
});

test.each(translations)("no text in %s was left in English", (locale) => {
  const wrong = [...texts[locale]].filter(([key, text]) => {
    const words = text.replace(/\{[^}]*\}/g, "");
    return /\p{L}{3}/u.test(words) && text === texts.en.get(key) && !sameInBoth.has(`${locale} ${text}`);
  });
  expect(wrong).toEqual([]);
});

test.each(locales)("no text in %s shouts; a letter greets as its language does", (locale) => {
  const loud = [...texts[locale]].filter(([key, text]) => text.includes("!") && !key.startsWith("mail."));
  expect(loud).toEqual([]);
});

test("every object, field and option has a title", () => {
  const missing = modules
    .flatMap((module) => module.objects)
    .flatMap((object) => {
      const titles = [[`objects.${object.name}.one`], [`objects.${object.name}.many`]];
      for (const [name, field] of Object.entries(object.fields)) {
        if (field.hidden) continue;
        titles.push([`fields.${object.name}.${name}`, `fields.common.${name}`]);
        const options = field.type === "choice" || field.type === "choices" ? field.options : [];
        for (const option of options)
          titles.push([`options.${object.name}.${name}.${option}`, `options.common.${option}`]);
      }
      return titles.filter((keys) => !keys.some((key) => texts.en.has(key))).map((keys) => keys[0]);
    });
  expect(missing).toEqual([]);
});

test.each(locales)(
  "whatever the audit log can tell has a sentence in %s, by the registry of its kinds",
  (locale) => {
    const told = Object.entries(auditKinds);
    expect(told.flatMap(([, kinds]) => kinds).length).toBeGreaterThan(40);
    const missing = told
      .flatMap(([group, kinds]) => [`audit.groups.${group}`, ...kinds.map((kind) => `audit.kinds.${kind}`)])
      .filter((key) => !texts[locale].has(key));
    expect(missing).toEqual([]);
    // What was done to a record names it.
    const unnamed = auditKinds.records.filter(
      (kind) => !texts[locale].get(`audit.kinds.${kind}`)?.includes("{what}"),
    );
    expect(unnamed).toEqual([]);
  },
);

test.each(locales)("whatever users are told of has a sentence in %s", (locale) => {
  const keys = notificationKinds.map((kind) => `notifications.kinds.${kind}`);
  expect(keys.length).toBeGreaterThan(15);
  expect(keys.filter((key) => !texts[locale].has(key))).toEqual([]);
});

test("every key that a screen uses has a text", () => {
  const beginnings = new Set([...texts.en.keys()].map((key) => key.split(".")[0]));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "src"], {
    encoding: "utf8",
  })
    .split("\n")
    .filter(
      (name) =>
        /\/web\/.*\.tsx?$|^src\/web\/|field-types\/.*\.tsx$/.test(name) &&
        !/\.test\.tsx?$/.test(name) &&
        existsSync(name),
    );
  expect(files.length).toBeGreaterThan(150);
  const missing = files.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const used = [...source.matchAll(/(?<!\bkey: )["'`]([a-z][\w]*(?:\.[\w]+)*\.(?:\w+|\$\{))/g)].map(
      (match) => match[1] ?? "",
    );
    // What is asked of `t` itself must be there, also when its first word is one that no text begins with.
    const asked = [...source.matchAll(/\bt\(\s*["'`]([a-z]\w*(?:\.\w+)*(?:\.\$\{)?)/g)].map(
      (match) => match[1] ?? "",
    );
    return [...new Set([...used.filter((key) => beginnings.has(key.split(".")[0])), ...asked])]
      .filter((key) => !isThere(key))
      .map((key) => `${file}: ${key}`);
  });
  expect(missing).toEqual([]);
});

function isThere(key: string): boolean {
  if (texts.en.has(key)) return true;
  // The rest of the key is only known while running, or the code adds to it.
  const stem = key.endsWith("${") ? key.slice(0, -2) : `${key}.`;
  return [...texts.en.keys()].some((known) => known.startsWith(stem));
}

function readAll(locale: Locale): ReadonlyMap<string, string> {
  const files = rooms.map((room) => `${room}/text/${locale}.json`).filter((path) => existsSync(path));
  return new Map(files.flatMap((path) => leaves(JSON.parse(readFileSync(path, "utf8")) as Tree)));
}

function leaves(tree: Tree, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`),
  );
}

/** Forms that a plural must tell apart; "many" of Russian may stand as "other". */
const formsOf: Readonly<Record<Locale, readonly string[]>> = {
  en: ["one", "other"],
  es: ["one", "other"],
  ru: ["one", "few", "other"],
  bg: ["one", "other"],
};

function canBeRead(text: string, locale: Locale): boolean {
  try {
    const plurals = placesOf(new IntlMessageFormat(text, locale).getAst()).filter(
      (place) => place.options && place.pluralType === "cardinal",
    );
    return plurals.every(({ options = {} }) =>
      formsOf[locale].every(
        (form) => form in options || (form === "one" && locale !== "ru" && "=1" in options),
      ),
    );
  } catch {
    return false;
  }
}

function placesIn(text: string, locale: Locale): readonly string[] {
  return [
    ...new Set(placesOf(new IntlMessageFormat(text, locale).getAst()).map((place) => place.value)),
  ].sort();
}

interface Place {
  readonly value: string;
  readonly pluralType?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly unknown[] }>>;
}

/** All places of a message that are filled in, also within its choices. Literals (type 0) and `#` (type 7) are none. */
function placesOf(elements: readonly unknown[]): readonly Place[] {
  return (elements as readonly (Place & { readonly type: number })[]).flatMap((element) => {
    if (element.type === 0 || element.type === 7) return [];
    return [element, ...Object.values(element.options ?? {}).flatMap((option) => placesOf(option.value))];
  });
}
