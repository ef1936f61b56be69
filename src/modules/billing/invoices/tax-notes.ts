import type { Locale } from "#kernel/locale";

// What the law wants on an invoice without tax: Directive 2006/112/EC, article 226 (11) and (11a), in the words of each language's law.
const notes: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  reverse_charge: {
    en: "Reverse charge: VAT is due by the recipient (Directive 2006/112/EC, articles 44 and 196).",
    es: "Inversión del sujeto pasivo: el IVA lo liquida el destinatario (Directiva 2006/112/CE, artículos 44 y 196).",
    ru: "Обратное начисление: НДС уплачивает получатель (Директива 2006/112/ЕС, статьи 44 и 196).",
    bg: "Обратно начисляване: данъкът е изискуем от получателя (чл. 21, ал. 2 от ЗДДС; Директива 2006/112/ЕО, чл. 44 и 196).",
  },
  export: {
    en: "Export: exempt from VAT (Directive 2006/112/EC, article 146).",
    es: "Exportación exenta de IVA (Ley 37/1992, artículo 21).",
    ru: "Экспорт: НДС по ставке 0 % (НК РФ, статья 164).",
    bg: "Износ: нулева ставка (чл. 28 от ЗДДС).",
  },
  exempt: {
    en: "Exempt from VAT.",
    es: "Operación exenta de IVA (Ley 37/1992, artículo 20).",
    ru: "Без НДС (НК РФ, статья 149).",
    bg: "Освободена доставка (глава четвърта от ЗДДС).",
  },
  not_registered: {
    en: "No VAT is charged: the seller is not registered for VAT.",
    es: "No se repercute IVA: el vendedor no está registrado a efectos del IVA.",
    ru: "НДС не облагается: продавец не является плательщиком НДС.",
    bg: "Не се начислява ДДС: доставчикът не е регистриран (чл. 113, ал. 9 от ЗДДС).",
  },
};

/** What has to be said of lines that bear no tax, each once, in the language of the document; null where nothing has. */
export function taxNotes(
  lines: readonly { readonly treatment: string | null }[],
  language: string,
): string | null {
  const treatments = [...new Set(lines.map(({ treatment }) => treatment ?? ""))];
  return treatments.flatMap((treatment) => notes[treatment]?.[language as Locale] ?? []).join("\n") || null;
}
