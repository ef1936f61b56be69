import type { Locale } from "#kernel/locale";

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

/** What is written to a customer once their ticket is solved; each line of it is an answer. */
export function letterOf(locale: Locale, subject: string, address: string): string {
  const { solved, ask, scores } = letters[locale];
  const lines = scores.map((words, index) => `${5 - index} — ${words}: ${address}?score=${5 - index}`);
  return [solved(subject), "", ask, "", ...lines].join("\n");
}
