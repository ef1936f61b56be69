import type { Locale } from "#kernel/locale";

/** What is said in one conversation: by them, then by us, and so on. */
export interface Thread {
  readonly subject: string;
  readonly said: readonly string[];
  /** What colleagues say among themselves about it. */
  readonly note?: string;
}

export interface Correspondence {
  readonly mailbox: string;
  readonly queues: readonly [string, string];
  readonly threads: readonly Thread[];
  /** Somebody nobody knows yet. */
  readonly stranger: Thread & { readonly name: string; readonly address: string };
  readonly tags: readonly [string, string];
  /** A canned answer, and one that also tags with the first of the tags and closes. */
  readonly canned: readonly [CannedWords, CannedWords];
}

interface CannedWords {
  readonly name: string;
  readonly body: string;
}

/** The shared mailbox of the demonstration company, as customers of each language write to it. */
export const correspondence: Readonly<Record<Locale, Correspondence>> = {
  en: {
    mailbox: "Customer service",
    queues: ["Orders", "Technical questions"],
    tags: ["delivery", "invoice"],
    canned: [
      {
        name: "We are looking into it",
        body: "Hello {{first_name}},\n\nthank you for writing. We are looking into it and come back to you today.\n\nKind regards\n{{agent}}",
      },
      {
        name: "Delivery is on its way",
        body: "Hello {{first_name}},\n\nyour delivery left our warehouse and is with you tomorrow.\n\nKind regards\n{{agent}}",
      },
    ],
    threads: [
      {
        subject: "Where is our delivery?",
        said: [
          "Hello,\n\nour order was to arrive on Tuesday, and the fitters are standing here without material. Can you tell us when it comes?\n\nKind regards",
        ],
        note: "The carrier says it left the depot this morning. I am asking for the exact hour.",
      },
      {
        subject: "Invoice with a wrong address",
        said: [
          "Good morning,\n\nthe last invoice still shows our old address. We moved in spring; could you send it again with the new one?",
          "Good morning,\n\nthank you for telling us. A corrected invoice is on its way to you.",
          "It came, thank you. Could the next ones go straight to our accounts department?",
        ],
      },
      {
        subject: "Can the controller run at minus twenty?",
        said: [
          "Hi,\n\nwe want to mount two controllers in an unheated hall. The data sheet says minus ten. Is there a version that takes minus twenty?",
          "Hi,\n\nyes, the outdoor version is rated to minus thirty. Shall I quote you two?",
        ],
      },
      {
        subject: "Training for our new colleagues",
        said: [
          "Dear team,\n\nwe have three new people from next month. When is your next training, and do you also come to us?",
        ],
      },
      {
        subject: "Thank you for the quick help",
        said: [
          "The replacement came within a day, and all is running again. Many thanks to your colleague on the phone!",
          "That is good to read. I have passed it on.",
        ],
      },
    ],
    stranger: {
      name: "Hannah Lowe",
      address: "hannah.lowe@brightharbour.example",
      subject: "Offer for forty sensors",
      said: [
        "Hello,\n\nwe found you through a partner of yours. We need forty humidity sensors for a new warehouse, delivered before the end of next month. What would you charge, and what is in stock?\n\nHannah Lowe, Bright Harbour",
      ],
    },
  },
  es: {
    mailbox: "Atención al cliente",
    queues: ["Pedidos", "Consultas técnicas"],
    tags: ["entrega", "factura"],
    canned: [
      {
        name: "Lo estamos mirando",
        body: "Hola, {{first_name}}:\n\ngracias por escribirnos. Lo estamos mirando y le respondemos hoy mismo.\n\nUn saludo\n{{agent}}",
      },
      {
        name: "La entrega va de camino",
        body: "Hola, {{first_name}}:\n\nsu entrega ha salido de nuestro almacén y llega mañana.\n\nUn saludo\n{{agent}}",
      },
    ],
    threads: [
      {
        subject: "¿Dónde está nuestra entrega?",
        said: [
          "Hola:\n\nnuestro pedido tenía que llegar el martes y los montadores están aquí sin material. ¿Pueden decirnos cuándo llega?\n\nUn saludo",
        ],
        note: "El transportista dice que salió del almacén esta mañana. Estoy preguntando la hora exacta.",
      },
      {
        subject: "Factura con dirección equivocada",
        said: [
          "Buenos días:\n\nla última factura lleva aún nuestra dirección antigua. Nos mudamos en primavera; ¿podrían enviarla de nuevo con la nueva?",
          "Buenos días:\n\ngracias por avisarnos. La factura corregida ya va de camino.",
          "Ha llegado, gracias. ¿Podrían ir las siguientes directamente a contabilidad?",
        ],
      },
      {
        subject: "¿El controlador aguanta veinte bajo cero?",
        said: [
          "Hola:\n\nqueremos montar dos controladores en una nave sin calefacción. La ficha dice diez bajo cero. ¿Hay una versión para veinte?",
          "Hola:\n\nsí, la versión de exterior llega a treinta bajo cero. ¿Le preparo una oferta por dos?",
        ],
      },
      {
        subject: "Formación para nuestros nuevos compañeros",
        said: [
          "Buenas tardes:\n\ndesde el mes que viene tenemos tres personas nuevas. ¿Cuándo es su próxima formación? ¿Vienen también a nuestra sede?",
        ],
      },
      {
        subject: "Gracias por la ayuda tan rápida",
        said: [
          "El recambio llegó en un día y todo funciona de nuevo. ¡Muchas gracias a su compañero del teléfono!",
          "Nos alegra leerlo. Se lo he transmitido.",
        ],
      },
    ],
    stranger: {
      name: "Lucía Herrero",
      address: "lucia.herrero@puertoclaro.example",
      subject: "Oferta para cuarenta sensores",
      said: [
        "Hola:\n\nles conocemos por un socio suyo. Necesitamos cuarenta sensores de humedad para un almacén nuevo, antes de fin del mes que viene. ¿Qué precio tendrían y qué hay en existencias?\n\nLucía Herrero, Puerto Claro",
      ],
    },
  },
  ru: {
    mailbox: "Служба поддержки",
    queues: ["Заказы", "Технические вопросы"],
    tags: ["доставка", "счёт"],
    canned: [
      {
        name: "Разбираемся",
        body: "Здравствуйте, {{first_name}}!\n\nСпасибо за сообщение. Мы разбираемся и ответим сегодня.\n\nС уважением\n{{agent}}",
      },
      {
        name: "Поставка в пути",
        body: "Здравствуйте, {{first_name}}!\n\nВаша поставка вышла со склада и будет у вас завтра.\n\nС уважением\n{{agent}}",
      },
    ],
    threads: [
      {
        subject: "Где наша поставка?",
        said: [
          "Здравствуйте!\n\nЗаказ должен был прийти во вторник, монтажники стоят без материала. Подскажите, пожалуйста, когда он будет?\n\nС уважением",
        ],
        note: "Перевозчик говорит, что утром машина вышла со склада. Уточняю точное время.",
      },
      {
        subject: "В счёте неверный адрес",
        said: [
          "Доброе утро!\n\nВ последнем счёте стоит старый адрес, мы переехали весной. Можно прислать его заново с новым?",
          "Доброе утро!\n\nСпасибо, что сообщили. Исправленный счёт уже отправлен вам.",
          "Получили, спасибо. Можно следующие сразу отправлять в бухгалтерию?",
        ],
      },
      {
        subject: "Выдержит ли контроллер минус двадцать?",
        said: [
          "Добрый день!\n\nХотим поставить два контроллера в неотапливаемом цехе. В паспорте указано минус десять. Есть ли исполнение на минус двадцать?",
          "Добрый день!\n\nДа, уличное исполнение рассчитано на минус тридцать. Подготовить предложение на два?",
        ],
      },
      {
        subject: "Обучение для новых сотрудников",
        said: [
          "Здравствуйте!\n\nСо следующего месяца у нас трое новых сотрудников. Когда ближайшее обучение и приезжаете ли вы к заказчику?",
        ],
      },
      {
        subject: "Спасибо за быструю помощь",
        said: [
          "Замена пришла за день, всё снова работает. Большое спасибо вашему коллеге по телефону!",
          "Рады это слышать. Передал коллеге.",
        ],
      },
    ],
    stranger: {
      name: "Анна Лосева",
      address: "anna.loseva@svetlayagavan.example",
      subject: "Предложение на сорок датчиков",
      said: [
        "Здравствуйте!\n\nО вас рассказал ваш партнёр. Нам нужно сорок датчиков влажности для нового склада до конца следующего месяца. Какая будет цена и что есть в наличии?\n\nАнна Лосева, «Светлая гавань»",
      ],
    },
  },
  bg: {
    mailbox: "Обслужване на клиенти",
    queues: ["Поръчки", "Технически въпроси"],
    tags: ["доставка", "фактура"],
    canned: [
      {
        name: "Проверяваме",
        body: "Здравейте, {{first_name}},\n\nблагодарим, че ни писахте. Проверяваме и ще ви отговорим още днес.\n\nПоздрави\n{{agent}}",
      },
      {
        name: "Доставката е на път",
        body: "Здравейте, {{first_name}},\n\nдоставката ви тръгна от склада и ще е при вас утре.\n\nПоздрави\n{{agent}}",
      },
    ],
    threads: [
      {
        subject: "Къде е нашата доставка?",
        said: [
          "Здравейте,\n\nпоръчката ни трябваше да дойде във вторник, а монтажниците стоят без материал. Можете ли да кажете кога ще пристигне?\n\nПоздрави",
        ],
        note: "Превозвачът казва, че сутринта е тръгнала от склада. Питам за точния час.",
      },
      {
        subject: "Фактура с грешен адрес",
        said: [
          "Добро утро,\n\nпоследната фактура е още със стария ни адрес. Преместихме се през пролетта; бихте ли я изпратили отново с новия?",
          "Добро утро,\n\nблагодарим, че ни казахте. Поправената фактура вече пътува към вас.",
          "Получихме я, благодарим. Може ли следващите да идват направо в счетоводството?",
        ],
      },
      {
        subject: "Издържа ли контролерът минус двадесет?",
        said: [
          "Здравейте,\n\nискаме да монтираме два контролера в неотопляемо хале. В листовката пише минус десет. Има ли изпълнение за минус двадесет?",
          "Здравейте,\n\nда, външното изпълнение издържа до минус тридесет. Да ви подготвя ли оферта за два?",
        ],
      },
      {
        subject: "Обучение за новите ни колеги",
        said: [
          "Здравейте,\n\nот следващия месец имаме трима нови колеги. Кога е следващото обучение и идвате ли и при нас?",
        ],
      },
      {
        subject: "Благодарим за бързата помощ",
        said: [
          "Замяната дойде за един ден и всичко отново работи. Много благодарим на колегата ви по телефона!",
          "Радваме се. Предадох му го.",
        ],
      },
    ],
    stranger: {
      name: "Ани Лозева",
      address: "ani.lozeva@svetalpristan.example",
      subject: "Оферта за четиридесет датчика",
      said: [
        "Здравейте,\n\nнамерихме ви чрез ваш партньор. Трябват ни четиридесет датчика за влажност за нов склад до края на следващия месец. Каква би била цената и какво има на склад?\n\nАни Лозева, „Светъл пристан“",
      ],
    },
  },
};
