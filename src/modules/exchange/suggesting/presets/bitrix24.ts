import { bitrix24InEnglish, bitrix24InSpanish } from "./bitrix24-words.ts";
import type { Place, Preset, PresetFile } from "./preset.ts";
import { anyValue, orElse } from "./preset.ts";

const phones: Record<string, Place> = {
  "Рабочий телефон": { to: "phone", label: "Рабочий", separator: "," },
  "Мобильный телефон": { to: "phone", label: "Мобильный", separator: "," },
  "Домашний телефон": { to: "phone", label: "Домашний", separator: "," },
  "Телефон для рассылок": { to: "phone", label: "Для рассылок", separator: "," },
  "Другой телефон": { to: "phone", label: "Другой", separator: "," },
};

/** Each kind of number, address and site has a column of its own, several in a cell parted by commas. */
const reach: Record<string, Place> = {
  ...phones,
  "Рабочий e-mail": { to: "email", label: "Рабочий", separator: "," },
  "Частный e-mail": { to: "email", label: "Частный", separator: "," },
  "E-mail для рассылок": { to: "email", label: "Для рассылок", separator: "," },
  "Другой e-mail": { to: "email", label: "Другой", separator: "," },
  "Корпоративный сайт": { to: "website", separator: "," },
  "Личная страница": { to: "website", label: "Личная страница", separator: "," },
  "Другой сайт": { to: "website", label: "Другой", separator: "," },
  "Контакт Telegram": { to: "contact_points.telegram", separator: "," },
  "Контакт Viber": { to: "contact_points.viber", separator: "," },
  "Контакт ВКонтакте": { to: "contact_points.vk", separator: "," },
  "Контакт Skype": { to: "contact_points.skype", separator: "," },
};

const address: Record<string, Place | string> = {
  "Улица, номер дома": "address.street",
  Улица: "address.street",
  "Квартира, офис, комната, этаж": "address.street",
  Квартира: "address.street",
  "Населенный пункт": "address.city",
  Город: "address.city",
  Район: "address.region",
  Регион: "address.region",
  Область: "address.region",
  "Почтовый индекс": "address.postal_code",
  Индекс: "address.postal_code",
  Страна: { to: "address.country", others: "empty" },
  Адрес: orElse(1, "address.street"),
};

const person: Record<string, Place | string> = {
  Имя: "name.given",
  Отчество: "name.middle",
  Фамилия: "name.family",
  "Имя, Фамилия": orElse(1, "name"),
  "Дата рождения": "birth_date",
  Должность: "job_title",
  ...reach,
  ...address,
  Комментарий: "description",
  Источник: "source",
  Ответственный: { to: "owner", others: "empty" },
};

const isLead: Place = { to: "roles", values: { [anyValue]: "lead" } };

const inward = ["Доступен для всех", "Доступна для всех", "Экспорт", "Связанный пользователь"];

/** Semicolons, in UTF-8 or windows-1251; headings are the captions of fields. */
const russian = [
  {
    entity: "leads",
    object: "person",
    signature: ["Название лида", ["Стадия", "Статус"]],
    key: "email",
    dates: "dmy",
    columns: {
      ID: "external_id",
      ...person,
      "Название лида": [orElse(2, "name"), "notes"],
      "Название компании": "company",
      Стадия: [isLead, "notes"],
      Статус: [isLead, "notes"],
    },
    leftOut: inward,
  },
  {
    entity: "contacts",
    object: "person",
    signature: [
      "Имя",
      "Фамилия",
      ["Рабочий телефон", "Рабочий e-mail"],
      ["Тип контакта", "Экспорт", "Обращение"],
    ],
    without: ["Название лида", "Стадия сделки"],
    key: "email",
    dates: "dmy",
    columns: { ID: "external_id", ...person, Компания: "company", "Название компании": "company" },
    leftOut: inward,
  },
  {
    entity: "companies",
    object: "company",
    signature: ["Название компании", ["Тип компании", "Сфера деятельности"]],
    without: ["Название лида", "Стадия сделки", "Фамилия"],
    key: "name",
    dates: "dmy",
    columns: {
      ID: "external_id",
      "Название компании": "name",
      "Тип компании": {
        to: "roles",
        values: {
          клиент: "client",
          поставщик: "supplier",
          конкурент: "competitor",
          партнёр: "partner",
          партнер: "partner",
        },
      },
      "Сфера деятельности": "industry",
      "Годовой оборот": "revenue",
      Валюта: "revenue.currency",
      ...reach,
      ...address,
      "Реквизит: ИНН": "tax_number",
      "Реквизит: ОГРН": "registration_number",
      Комментарий: "description",
      Источник: "source",
      Ответственный: { to: "owner", others: "empty" },
    },
    leftOut: inward,
  },
  {
    entity: "deals",
    object: "deal",
    signature: ["Стадия сделки", ["Название", "Название сделки"]],
    without: ["Полное имя контакта"],
    key: null,
    dates: "dmy",
    columns: {
      ID: "external_id",
      Название: "name",
      "Название сделки": "name",
      Воронка: "pipeline",
      Направление: "pipeline",
      "Стадия сделки": "stage",
      Сумма: "amount",
      Валюта: "amount.currency",
      "Компания: ID": { to: "company", idsOf: "companies" },
      Компания: "company",
      "Контакт: ID": { to: "person", idsOf: "contacts" },
      Контакт: "person",
      Контакты: { to: "person", separator: ",", others: "empty" },
      "Дата начала": "opened_on",
      "Дата завершения": "closing_date",
      Источник: "source",
      Комментарий: "description",
      Ответственный: { to: "owner", others: "empty" },
    },
    leftOut: [...inward, "Группа стадии", "Закрыта", "Вероятность", "Регулярная сделка"],
  },
] as const satisfies readonly PresetFile[];

const [leads, contacts, companies, deals] = russian;
const inEnglish = { layout: "en", words: bitrix24InEnglish } as const;
const inSpanish = { layout: "es", words: bitrix24InSpanish } as const;

// Elsewhere the captions are words that others use, too: only what is Bitrix24's own way of putting it counts.
const elsewhere: readonly PresetFile[] = [
  { ...leads, ...inEnglish, signature: ["ID", "Lead Name", "Stage", "Responsible"] },
  {
    ...contacts,
    ...inEnglish,
    signature: ["First Name", "Last Name", ["Work Phone", "Work E-mail"], "Contact Type", "Responsible"],
    without: ["Lead Name", "Deal Name"],
  },
  {
    ...companies,
    ...inEnglish,
    signature: ["Company Name", "Company Type", "Responsible"],
    without: ["Lead Name", "Deal Name", "Last Name"],
  },
  {
    ...deals,
    ...inEnglish,
    signature: ["ID", "Deal Name", ["Deal Stage", "Stage"], "Responsible"],
    without: ["Record ID"],
  },
  {
    ...leads,
    ...inSpanish,
    signature: ["ID", ["Nombre del prospecto", "Nombre del lead"], "Etapa", "Responsable"],
  },
  {
    ...contacts,
    ...inSpanish,
    signature: [
      "Nombre",
      ["Apellido", "Apellidos"],
      ["Teléfono del trabajo", "E-mail del trabajo"],
      "Tipo de contacto",
      "Responsable",
    ],
    without: ["Nombre del prospecto", "Nombre de la negociación"],
  },
  {
    ...companies,
    ...inSpanish,
    signature: [
      ["Nombre de la compañía", "Nombre de la empresa"],
      ["Tipo de compañía", "Tipo de empresa"],
      "Responsable",
    ],
    without: ["Nombre del prospecto", "Nombre de la negociación", "Apellido"],
  },
  {
    ...deals,
    ...inSpanish,
    signature: ["ID", ["Nombre de la negociación", "Nombre del negocio"], "Etapa", "Responsable"],
    without: ["ID de registro"],
  },
];

export const bitrix24: Preset = { system: "bitrix24", title: "Bitrix24", files: [...russian, ...elsewhere] };
