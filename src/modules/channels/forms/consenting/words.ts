import type { Locale } from "#kernel/locale";

/** The letter that asks whether one consents, and the page that it leads to, speak the language of the form. */
const english = {
  subject: "Please confirm your consent",
  filled_in: "Somebody, most likely you, filled in our form “{form}” with this address and agreed to this:",
  confirm: "If it was you, confirm it here within {days} days:",
  else: "If it was not you, there is nothing to do: without a confirmation nothing counts.",
  ask: "Do you agree?",
  about: "This was agreed to with the address {address}:",
  yes: "Yes, I agree",
  thanks: "Thank you. We have noted that you agree.",
  again: "You have confirmed this already.",
  over: "This link is over. Please fill in the form once more.",
};
export type ConsentWords = Readonly<typeof english>;

export const consentWords: Readonly<Record<Locale, ConsentWords>> = {
  en: english,
  es: {
    subject: "Confirme su consentimiento",
    filled_in:
      "Alguien, probablemente usted, rellenó nuestro formulario «{form}» con esta dirección y aceptó lo siguiente:",
    confirm: "Si fue usted, confírmelo aquí en un plazo de {days} días:",
    else: "Si no fue usted, no tiene que hacer nada: sin confirmación no cuenta nada.",
    ask: "¿Está de acuerdo?",
    about: "Esto se aceptó con la dirección {address}:",
    yes: "Sí, estoy de acuerdo",
    thanks: "Gracias. Hemos anotado su consentimiento.",
    again: "Ya lo había confirmado.",
    over: "Este enlace ha caducado. Rellene el formulario otra vez, por favor.",
  },
  ru: {
    subject: "Подтвердите ваше согласие",
    filled_in:
      "Кто-то — скорее всего, вы — заполнил нашу форму «{form}», указав этот адрес, и согласился со следующим:",
    confirm: "Если это были вы, подтвердите это здесь в течение {days} дней:",
    else: "Если это были не вы, ничего делать не нужно: без подтверждения ничего не действует.",
    ask: "Вы согласны?",
    about: "Это согласие дано с адресом {address}:",
    yes: "Да, подтверждаю",
    thanks: "Спасибо. Мы отметили ваше согласие.",
    again: "Вы уже подтвердили это.",
    over: "Срок ссылки истёк. Заполните, пожалуйста, форму ещё раз.",
  },
  bg: {
    subject: "Потвърдете съгласието си",
    filled_in:
      "Някой, най-вероятно вие, попълни нашия формуляр „{form}“ с този адрес и се съгласи със следното:",
    confirm: "Ако това сте били вие, потвърдете тук в срок от {days} дни:",
    else: "Ако не сте били вие, не е нужно да правите нищо: без потвърждение нищо не важи.",
    ask: "Съгласни ли сте?",
    about: "Съгласие, дадено с адреса {address}:",
    yes: "Да, съгласявам се",
    thanks: "Благодарим ви. Отбелязахме съгласието ви.",
    again: "Вече сте го потвърдили.",
    over: "Срокът на тази връзка изтече. Моля, попълнете формуляра отново.",
  },
};
