import type { Locale } from "#kernel/locale";
import type { OrganisationDesign } from "../contract/document-design.ts";
import { plainDesign } from "./printed-design.ts";

type InEachLanguage = Readonly<Record<Locale, string>>;

const nothing: InEachLanguage = { en: "", es: "", ru: "", bg: "" };

const quoteIntro: InEachLanguage = {
  en: "{{if contact}}Dear {{contact}},\n{{end}}Thank you for your enquiry. We are pleased to offer the following{{if valid_until}}; the prices hold until {{valid_until}}{{end}}.",
  es: "{{if contact}}Estimado/a {{contact}}:\n{{end}}Gracias por su interés. Tenemos el gusto de ofrecerle lo siguiente{{if valid_until}}; los precios son válidos hasta el {{valid_until}}{{end}}.",
  ru: "{{if contact}}{{contact}}, здравствуйте.\n{{end}}Благодарим за обращение и предлагаем следующее{{if valid_until}}. Цены действуют до {{valid_until|short}}{{end}}.",
  bg: "{{if contact}}Здравейте, {{contact}},\n{{end}}Благодарим за запитването. Предлагаме Ви следното{{if valid_until}}; цените важат до {{valid_until|short}}{{end}}.",
};

const orderIntro: InEachLanguage = {
  en: "Thank you for your order, which we confirm as follows.",
  es: "Gracias por su pedido, que confirmamos como sigue.",
  ru: "Благодарим за заказ и подтверждаем его.",
  bg: "Благодарим за поръчката, която потвърждаваме, както следва.",
};

const invoiceClosing: InEachLanguage = {
  en: "{{if due}}Please pay by {{due}}, quoting {{payment_reference}}. {{end}}Thank you for your business.",
  es: "{{if due}}Le rogamos que realice el pago antes del {{due}}, indicando {{payment_reference}}. {{end}}Gracias por su confianza.",
  ru: "{{if due}}Просим оплатить до {{due|short}} с указанием {{payment_reference}}. {{end}}Спасибо за сотрудничество.",
  bg: "{{if due}}Моля, платете до {{due|short}}, като посочите {{payment_reference}}. {{end}}Благодарим Ви за доверието.",
};

/** What documents look like and say until the organisation says otherwise. */
export const standardDesign: OrganisationDesign = {
  logo: null,
  accent: plainDesign.accent,
  columns: [...plainDesign.columns],
  header: nothing,
  footer: nothing,
  intro: {
    quote: quoteIntro,
    order: orderIntro,
    delivery_note: nothing,
    invoice: nothing,
    deposit_invoice: nothing,
    credit_note: nothing,
  },
  closing: {
    quote: nothing,
    order: nothing,
    delivery_note: nothing,
    invoice: invoiceClosing,
    deposit_invoice: invoiceClosing,
    credit_note: nothing,
  },
};
