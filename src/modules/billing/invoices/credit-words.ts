import type { Locale } from "#kernel/locale";

// In the customer's language, as it stands on the document.
const words: Readonly<Record<Locale, string>> = {
  en: "Credit on invoice",
  es: "Abono de la factura",
  ru: "Корректировка по счёту",
  bg: "Намаление по фактура",
};

export function creditWord({
  language,
  number,
}: {
  readonly language: string;
  readonly number: string | null;
}): string {
  return `${words[language as Locale]} ${number ?? ""}`.trim();
}
