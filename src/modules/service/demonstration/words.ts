import type { Locale } from "#kernel/locale";

/** A request as a customer puts it, and how it was solved. */
export interface Request {
  readonly subject: string;
  readonly text: string;
  readonly solution: string;
}

/** What the customers of the demonstration company ask. */
export const requests: Readonly<Record<Locale, readonly Request[]>> = {
  en: [
    {
      subject: "One key less than ordered",
      text: "We ordered ten licences and received nine keys. Could you check?",
      solution: "The tenth key was sent separately.",
    },
    {
      subject: "Signing in does not work since this morning",
      text: "Three of our people cannot sign in. Others can. We need this before noon.",
      solution: "Their passwords had expired; a new link was sent.",
    },
    {
      subject: "How do we change the billing address?",
      text: "Our office has moved. Where do we enter the new address for invoices?",
      solution: "Changed for the customer.",
    },
    {
      subject: "Training for two new colleagues",
      text: "Two people start in December. When is your next training?",
      solution: "Both are booked for the 9th.",
    },
    {
      subject: "The report shows last month twice",
      text: "In the monthly report October stands in two rows with the same sum.",
      solution: "Corrected with the release of Thursday.",
    },
  ],
  es: [
    {
      subject: "Falta una clave del pedido",
      text: "Pedimos diez licencias y hemos recibido nueve claves. ¿Pueden comprobarlo?",
      solution: "La décima clave se envió aparte.",
    },
    {
      subject: "No podemos entrar desde esta mañana",
      text: "Tres compañeros no pueden iniciar sesión; los demás sí. Lo necesitamos antes del mediodía.",
      solution: "Sus contraseñas habían caducado; se envió un enlace nuevo.",
    },
    {
      subject: "¿Cómo cambiamos la dirección de facturación?",
      text: "Hemos cambiado de oficina. ¿Dónde ponemos la nueva dirección para las facturas?",
      solution: "Cambiada a petición del cliente.",
    },
    {
      subject: "Formación para dos personas nuevas",
      text: "En diciembre se incorporan dos personas. ¿Cuándo es la próxima formación?",
      solution: "Las dos tienen plaza para el día 9.",
    },
    {
      subject: "El informe muestra dos veces el mes pasado",
      text: "En el informe mensual octubre aparece en dos filas con la misma suma.",
      solution: "Corregido en la versión del jueves.",
    },
  ],
  ru: [
    {
      subject: "Не хватает одного ключа",
      text: "Заказали десять лицензий, пришло девять ключей. Проверьте, пожалуйста.",
      solution: "Десятый ключ отправлен отдельно.",
    },
    {
      subject: "С утра не получается войти",
      text: "Трое сотрудников не могут войти, у остальных всё работает. Нужно до обеда.",
      solution: "Истёк срок паролей, отправлена новая ссылка.",
    },
    {
      subject: "Как изменить адрес для счетов?",
      text: "Мы переехали. Где указать новый адрес для счетов?",
      solution: "Адрес изменён по просьбе клиента.",
    },
    {
      subject: "Обучение для двух новых сотрудников",
      text: "В декабре выходят двое. Когда ближайшее обучение?",
      solution: "Оба записаны на 9 число.",
    },
    {
      subject: "В отчёте прошлый месяц стоит дважды",
      text: "В месячном отчёте октябрь стоит двумя строками с одной и той же суммой.",
      solution: "Исправлено в версии от четверга.",
    },
  ],
  bg: [
    {
      subject: "Липсва един ключ",
      text: "Поръчахме десет лиценза, а получихме девет ключа. Бихте ли проверили?",
      solution: "Десетият ключ беше изпратен отделно.",
    },
    {
      subject: "От сутринта не можем да влезем",
      text: "Трима колеги не могат да влязат, останалите могат. Нужно ни е до обяд.",
      solution: "Паролите им бяха изтекли, изпратена е нова връзка.",
    },
    {
      subject: "Как да сменим адреса за фактури?",
      text: "Преместихме се. Къде да въведем новия адрес за фактурите?",
      solution: "Адресът е сменен по молба на клиента.",
    },
    {
      subject: "Обучение за двама нови колеги",
      text: "През декември започват двама души. Кога е следващото обучение?",
      solution: "И двамата са записани за 9-и.",
    },
    {
      subject: "Справката показва миналия месец два пъти",
      text: "В месечната справка октомври стои на два реда с една и съща сума.",
      solution: "Поправено с версията от четвъртък.",
    },
  ],
};
