import type { Locale } from "#kernel/locale";
import bg from "../../text/bg.json" with { type: "json" };
import en from "../../text/en.json" with { type: "json" };
import es from "../../text/es.json" with { type: "json" };
import ru from "../../text/ru.json" with { type: "json" };

const words: Readonly<Record<Locale, typeof en.chat_by_mail>> = {
  en: en.chat_by_mail,
  es: es.chat_by_mail,
  ru: ru.chat_by_mail,
  bg: bg.chat_by_mail,
};

interface Letter {
  readonly language: Locale;
  readonly organisation: string;
}

export function subjectOf({ language, organisation }: Letter): string {
  return words[language].subject.replace("{organisation}", () => organisation);
}

/** What we said while they were gone, as a mail; their last question stands before it. */
export function letterOf({
  language,
  organisation,
  question,
  said,
}: Letter & {
  readonly question: string | null;
  readonly said: readonly { readonly body: string }[];
}): string {
  const { begin, you, end } = words[language];
  return [
    begin.replace("{organisation}", () => organisation),
    ...(question ? [`${you}\n${quoted(question)}`] : []),
    ...said.flatMap(({ body }) => body || []),
    end,
  ].join("\n\n");
}

function quoted(text: string): string {
  return text.replace(/^/gm, "> ");
}
