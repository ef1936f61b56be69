import type { Locale } from "#kernel/locale";

// In the customer's language, as it stands on the document.
const words: Readonly<Record<Locale, string>> = {
  en: "Credit on invoice",
  es: "Abono de la factura",
  ru: "Корректировка по счёту",
  bg: "Намаление по фактура",
};

const before: Readonly<Record<Locale, string>> = {
  en: "Less what was credited before on invoice",
  es: "Menos lo ya abonado de la factura",
  ru: "За вычетом прежних корректировок по счёту",
  bg: "Минус вече намаленото по фактура",
};

interface Spoken {
  readonly language: string;
  readonly number: string | null;
}

export function creditWord({ language, number }: Spoken): string {
  return `${words[language as Locale]} ${number ?? ""}`.trim();
}

export function creditedBeforeWord({ language, number }: Spoken): string {
  return `${before[language as Locale]} ${number ?? ""}`.trim();
}
