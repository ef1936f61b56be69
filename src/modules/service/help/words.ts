import type { Locale } from "#kernel/locale";

interface Words {
  readonly language: string;
  readonly title: (seller: string) => string;
  readonly search: string;
  readonly ask: string;
  readonly found: (words: string) => string;
  readonly nothing: string;
  readonly empty: string;
  readonly others: string;
  readonly all: string;
  readonly skip: string;
  readonly languages: string;
  readonly changed: (day: string) => string;
  readonly helped: string;
  readonly yes: string;
  readonly no: string;
  readonly thanks: string;
  readonly gone: string;
  readonly busy: string;
}

/** What the pages of articles say, in the language of their reader. */
export const helpWords: Readonly<Record<Locale, Words>> = {
  en: {
    language: "English",
    title: (seller) => `${seller} help`,
    search: "Search",
    ask: "What do you need help with?",
    found: (words) => `Articles on “${words}”`,
    nothing: "Nothing was found. Try other words, or fewer of them.",
    empty: "There are no articles in this language yet.",
    others: "Other articles",
    all: "All articles",
    skip: "Skip to content",
    languages: "Language",
    changed: (day) => `Updated ${day}`,
    helped: "Was this article helpful?",
    yes: "Yes",
    no: "No",
    thanks: "Thank you for your answer.",
    gone: "There is no such article.",
    busy: "Too many searches at once. Please try again in a minute.",
  },
  es: {
    language: "Español",
    title: (seller) => `Ayuda de ${seller}`,
    search: "Buscar",
    ask: "¿En qué podemos ayudarle?",
    found: (words) => `Artículos sobre «${words}»`,
    nothing: "No se ha encontrado nada. Pruebe con otras palabras o con menos.",
    empty: "Todavía no hay artículos en este idioma.",
    others: "Otros artículos",
    all: "Todos los artículos",
    skip: "Ir al contenido",
    languages: "Idioma",
    changed: (day) => `Actualizado el ${day}`,
    helped: "¿Le ha sido útil este artículo?",
    yes: "Sí",
    no: "No",
    thanks: "Gracias por su respuesta.",
    gone: "Este artículo no existe.",
    busy: "Demasiadas búsquedas a la vez. Vuelva a intentarlo dentro de un minuto.",
  },
  ru: {
    language: "Русский",
    title: (seller) => `Справка ${seller}`,
    search: "Найти",
    ask: "С чем вам помочь?",
    found: (words) => `Статьи по запросу «${words}»`,
    nothing: "Ничего не нашлось. Попробуйте другие слова или меньше слов.",
    empty: "На этом языке статей пока нет.",
    others: "Другие статьи",
    all: "Все статьи",
    skip: "Перейти к содержанию",
    languages: "Язык",
    changed: (day) => `Обновлено ${day}`,
    helped: "Помогла ли вам эта статья?",
    yes: "Да",
    no: "Нет",
    thanks: "Спасибо за ответ.",
    gone: "Такой статьи нет.",
    busy: "Слишком много запросов подряд. Повторите через минуту.",
  },
  bg: {
    language: "Български",
    title: (seller) => `Помощ от ${seller}`,
    search: "Търсене",
    ask: "С какво да ви помогнем?",
    found: (words) => `Статии за „${words}“`,
    nothing: "Нищо не е намерено. Опитайте с други думи или с по-малко думи.",
    empty: "Все още няма статии на този език.",
    others: "Други статии",
    all: "Всички статии",
    skip: "Към съдържанието",
    languages: "Език",
    changed: (day) => `Обновена на ${day}`,
    helped: "Беше ли ви полезна тази статия?",
    yes: "Да",
    no: "Не",
    thanks: "Благодарим за отговора.",
    gone: "Няма такава статия.",
    busy: "Твърде много търсения наведнъж. Опитайте отново след минута.",
  },
};
