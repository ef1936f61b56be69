/** What names and places of a country are made of; the first of a list come oftenest. */
interface Country {
  readonly country: string;
  /** Of all customers. */
  readonly share: number;
  readonly prefix: string;
  readonly women: string;
  readonly men: string;
  /** Stems and the endings of women and men: `Иван` with `ова` and `ов`. */
  readonly families: string;
  readonly endings?: readonly [women: string, men: string];
  readonly cities: string;
  readonly streets: string;
  readonly companies: readonly [beginnings: string, endings: string, forms: string];
  readonly jobTitles: string;
}

const all: readonly Country[] = [
  {
    country: "BG",
    share: 0.35,
    prefix: "+359",
    women:
      "Мария Иванка Елена Йорданка Пенка Маргарита Виктория Александра Радка Стефка Десислава Цветелина Надежда Теодора Симона Габриела Милена Силвия Ралица Биляна",
    men: "Георги Иван Димитър Николай Петър Христо Йордан Александър Васил Стефан Тодор Стоян Мартин Красимир Пламен Калоян Борис Огнян Любомир Светослав",
    families:
      "Иван Петр Димитр Стоян Тодор Ангел Стефан Марин Атанас Александр Михайл Спас Рус Борис Кирил Стамен Драган Владимир Йордан Васил Смил Никол Христ Петк Радк Златк Велк Минк Митк Цанк Генк Колар Бакал Маврод Пенк Стойк Славк Душк Лазар Панайот Яким Младен Асен Благ Богдан Димитрак Филип Захар Сим Тарпан Чакър Кралимир Рашк Желязк Нанк Калъчк Шопк Трифон Юрук",
    endings: ["ова", "ов"],
    cities:
      "София;Пловдив;Варна;Бургас;Русе;Стара Загора;Плевен;Сливен;Добрич;Шумен;Перник;Хасково;Ямбол;Пазарджик;Благоевград;Велико Търново;Враца;Габрово;Асеновград;Видин;Кърджали;Кюстендил;Монтана;Търговище;Ловеч",
    streets: "ул. Иван Вазов;бул. Витоша;ул. Шипка;ул. Раковски;ул. Цар Симеон;бул. България;ул. Пирин",
    companies: [
      "Балкан;Тракия;Витоша;Родопи;Дунав;Черноморска;Рила;Пирин;Мизия;Странджа;Искър;Марица",
      "Транс;Строй;Софт;Консулт;Агро;Фарма;Текстил;Логистика;Енерджи;Машини;Храни;Инвест",
      "ООД;ЕООД;АД",
    ],
    jobTitles: "Управител;Счетоводител;Търговски представител;Инженер;Директор продажби;Офис мениджър;Юрист",
  },
  {
    country: "RU",
    share: 0.25,
    prefix: "+7",
    women:
      "Анна Мария Елена Ольга Наталья Екатерина Татьяна Ирина Светлана Юлия Дарья Ксения Вера Полина Алина Людмила Галина Софья Валентина Виктория",
    men: "Александр Дмитрий Сергей Андрей Алексей Михаил Иван Николай Павел Роман Артём Виктор Кирилл Григорий Максим Егор Денис Олег Юрий Владимир",
    families:
      "Смирн Иван Кузнец Поп Сокол Козл Новик Мороз Петр Волк Павл Семён Голуб Виноград Богдан Фёдор Михайл Тарас Бел Комар Орл Макар Ковал Гус Тит Баран Кулик Степан Роман Захар Борис Герасим Антон Данил Жук Поляк Цветк Черн Сухан Кирилл Осип Филат Крюк Максим Прохор Ефим Карп Нефёд Родион Устин Чист Зайк Рыбак Мельник Гонч Ермак Сувор",
    endings: ["ова", "ов"],
    cities:
      "Москва;Санкт-Петербург;Новосибирск;Екатеринбург;Казань;Нижний Новгород;Челябинск;Самара;Уфа;Ростов-на-Дону;Омск;Красноярск;Воронеж;Пермь;Волгоград;Краснодар;Саратов;Тюмень;Тольятти;Ижевск;Барнаул;Ульяновск;Иркутск;Хабаровск;Ярославль",
    streets: "ул. Ленина;ул. Садовая;пр. Мира;ул. Гагарина;Невский пр.;ул. Чехова;Набережная ул.",
    companies: [
      "Северная;Уральская;Волжская;Сибирская;Невская;Южная;Восточная;Московская;Балтийская;Донская",
      "Логистика;Керамика;Мебель;Компания;Верфь;Мануфактура;Энергетика;Типография;Механика",
      "ООО;АО;ЗАО",
    ],
    jobTitles:
      "Генеральный директор;Главный бухгалтер;Менеджер по закупкам;Инженер;Коммерческий директор;Юрист",
  },
  {
    country: "GB",
    share: 0.25,
    prefix: "+44",
    women:
      "Mary Olivia Emma Sarah Emily Jessica Charlotte Amelia Grace Lucy Hannah Laura Rebecca Sophie Alice Victoria Ruth Helen Claire Fiona",
    men: "James John William David Thomas Michael Peter Robert Andrew Daniel George Harry Oliver Jack Charles Edward Simon Mark Stephen Hugh",
    families:
      "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Smithson Lewis Clark Turner Hill Moore Cooper Ward Morris Baker Harris King Smiley Martin Allen Young Lee Scott Parker Bennett Cook Shaw Smithers Edwards Collins Bell Murphy Hughes Gray Mills Chapman Mason Knight Fletcher Marsh Atkinson Barker Pearce Whitfield",
    cities:
      "London;Birmingham;Manchester;Leeds;Glasgow;Liverpool;Newcastle;Sheffield;Bristol;Belfast;Edinburgh;Nottingham;Southampton;Leicester;Brighton;Cardiff;Coventry;Reading;Portsmouth;York;Oxford;Cambridge;Norwich;Exeter;Bath",
    streets: "High Street;Station Road;Church Lane;Victoria Road;Mill Lane;Park Avenue;Queens Road",
    companies: [
      "Northern;Harbour;Green;Summit;Silver;Oak;River;Castle;Bright;Union;Anchor;Meridian",
      "Logistics;Systems;Foods;Engineering;Partners;Textiles;Energy;Printing;Robotics;Dental;Legal",
      "Ltd;PLC;LLP",
    ],
    jobTitles: "Buyer;Managing Director;Accountant;Office Manager;Engineer;Head of Sales;Consultant",
  },
  {
    country: "ES",
    share: 0.15,
    prefix: "+34",
    women:
      "María Carmen Ana Isabel Laura Cristina Marta Lucía Sara Paula Elena Raquel Pilar Sofía Julia Irene Alba Rocío Nuria Silvia",
    men: "Antonio José Manuel Francisco David Juan Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Ángel Sergio Fernando Luis Íñigo",
    families:
      "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto",
    cities:
      "Madrid;Barcelona;Valencia;Sevilla;Zaragoza;Málaga;Murcia;Palma;Bilbao;Alicante;Córdoba;Valladolid;Vigo;Gijón;Granada;Vitoria;Elche;Oviedo;Pamplona;Almería;Burgos;Santander;León;Cádiz;Toledo",
    streets: "Calle Mayor;Avenida de la Constitución;Calle Real;Paseo del Prado;Calle del Sol",
    companies: [
      "Ibérica;Mediterránea;Cantábrica;Andaluza;Atlántica;Castellana;Levante;Costa",
      "de Alimentos;de Transportes;de Construcción;de Software;de Energía;de Textiles;de Vinos",
      "S.L.;S.A.",
    ],
    jobTitles: "Gerente;Contable;Jefe de compras;Ingeniera;Director comercial;Abogada",
  },
];

/** The rows of `making.countries`: where on the line from 0 to 1 each country lies, and its words. */
export function countryRows(): readonly Record<string, unknown>[] {
  let begins = 0;
  return all.map((country) => {
    const ends = begins + country.share;
    const [women, men] = country.endings ?? ["", ""];
    const families = words(country.families);
    const row = {
      country: country.country,
      begins,
      // Rounding must leave nobody without a country.
      ends: country === all.at(-1) ? 1 : ends,
      prefix: country.prefix,
      women: words(country.women),
      men: words(country.men),
      families_of_women: families.map((stem) => stem + women),
      families_of_men: families.map((stem) => stem + men),
      cities: phrases(country.cities),
      streets: phrases(country.streets),
      company_beginnings: phrases(country.companies[0]),
      company_endings: phrases(country.companies[1]),
      company_forms: phrases(country.companies[2]),
      job_titles: phrases(country.jobTitles),
    };
    begins = ends;
    return row;
  });
}

/** Every city, for asking about one after the other. */
export function cityNames(): readonly string[] {
  return all.flatMap((country) => phrases(country.cities));
}

function words(text: string): readonly string[] {
  return text.split(" ");
}

function phrases(text: string): readonly string[] {
  return text.split(";");
}
