import type { Locale } from "#kernel/locale";

// What stands on a document is in the customer's language, whatever the one who makes it speaks.
const deposit: Readonly<Record<Locale, string>> = {
  en: "Deposit on order",
  es: "Anticipo del pedido",
  ru: "Аванс по заказу",
  bg: "Авансово плащане по поръчка",
};
const takenOff: Readonly<Record<Locale, string>> = {
  en: "Less deposit, invoice",
  es: "Menos anticipo, factura",
  ru: "Зачёт аванса, счёт",
  bg: "Приспадане на аванс, фактура",
};

interface Spoken {
  readonly language: string;
  readonly number: string;
}

export function depositWord({ language, number }: Spoken, percent: string | null): string {
  return `${deposit[language as Locale]} ${number}${percent ? ` (${percent} %)` : ""}`;
}

export function takenOffWord({ language }: Spoken, invoice: { readonly number: string }): string {
  return `${takenOff[language as Locale]} ${invoice.number}`;
}
