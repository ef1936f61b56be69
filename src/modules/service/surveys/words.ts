import type { Locale } from "#kernel/locale";
import { html } from "../help/markup.ts";

interface Letter {
  readonly solved: (subject: string) => string;
  readonly ask: string;
  /** From 5 to 1. */
  readonly scores: readonly string[];
}

const letters: Readonly<Record<Locale, Letter>> = {
  en: {
    solved: (subject) => `Your request “${subject}” is solved.`,
    ask: "How satisfied are you? One click is enough:",
    scores: ["very satisfied", "satisfied", "so-so", "dissatisfied", "very dissatisfied"],
  },
  es: {
    solved: (subject) => `Su solicitud «${subject}» está resuelta.`,
    ask: "¿Qué le ha parecido la atención? Basta un clic:",
    scores: ["muy satisfecho", "satisfecho", "regular", "insatisfecho", "muy insatisfecho"],
  },
  ru: {
    solved: (subject) => `Ваша заявка «${subject}» решена.`,
    ask: "Как вы оцениваете нашу работу? Достаточно одного нажатия:",
    scores: ["отлично", "хорошо", "удовлетворительно", "плохо", "очень плохо"],
  },
  bg: {
    solved: (subject) => `Вашата заявка „${subject}“ е решена.`,
    ask: "Доволни ли сте от обслужването? Достатъчно е едно щракване:",
    scores: ["много доволни", "доволни", "горе-долу", "недоволни", "много недоволни"],
  },
};

/** What is written to a customer once their ticket is solved; each line of it is an answer, by one click. */
export function letterOf(
  locale: Locale,
  subject: string,
  address: string,
): { readonly body: string; readonly html: string } {
  const { solved, ask, scores } = letters[locale];
  const answers = scores.map((words, index) => ({
    score: 5 - index,
    words,
    to: `${address}?score=${5 - index}`,
  }));
  const lines = answers.map(({ score, words, to }) => `${score} — ${words}: ${to}`);
  const links = answers.map(({ score, words, to }) => html`<p><a href="${to}">${score} — ${words}</a></p>`);
  return {
    body: [solved(subject), "", ask, "", ...lines].join("\n"),
    html: html`<p>${solved(subject)}</p><p>${ask}</p>${links}`.text,
  };
}
