import type { Locale } from "#kernel/locale";

/** What the demonstration company knows and tells again. */
export const articles: Readonly<
  Record<Locale, readonly { readonly title: string; readonly body: string }[]>
> = {
  en: [
    {
      title: "Signing in does not work",
      body: "Ask for a new link under “Forgot your password?”. It holds for an hour.\n\nIf none comes, look into the folder for unwanted mail, then ask your administrator whether your account is still active.",
    },
    {
      title: "Change the address for invoices",
      body: "Open Company, then Addresses, and change the one that says “Billing”.\n\nInvoices that have gone out keep the old address.",
    },
    {
      title: "Dates of the next training",
      body: "Trainings take place twice a month, in the morning. Up to five people of a company can take part.\n\nSend us the names at least two days before.",
    },
  ],
  es: [
    {
      title: "No se puede iniciar sesión",
      body: "Pida un enlace nuevo en «¿Ha olvidado la contraseña?». Vale durante una hora.\n\nSi no llega, mire en el correo no deseado y pregunte a su administrador si su cuenta sigue activa.",
    },
    {
      title: "Cambiar la dirección de facturación",
      body: "Abra Empresa, después Direcciones, y cambie la de facturación.\n\nLas facturas ya emitidas conservan la dirección anterior.",
    },
    {
      title: "Fechas de la próxima formación",
      body: "La formación se imparte dos veces al mes, por la mañana. Pueden asistir hasta cinco personas por empresa.\n\nEnvíenos los nombres con dos días de antelación.",
    },
  ],
  ru: [
    {
      title: "Не получается войти",
      body: "Запросите новую ссылку через «Забыли пароль?». Она действует час.\n\nЕсли письмо не пришло, проверьте папку со спамом и спросите администратора, активна ли учётная запись.",
    },
    {
      title: "Изменить адрес для счетов",
      body: "Откройте «Компания», затем «Адреса» и измените платёжный адрес.\n\nВ выставленных счетах останется прежний адрес.",
    },
    {
      title: "Даты ближайшего обучения",
      body: "Обучение проходит дважды в месяц, утром. От компании могут участвовать до пяти человек.\n\nПришлите имена не позднее чем за два дня.",
    },
  ],
  bg: [
    {
      title: "Не мога да вляза",
      body: "Поискайте нова връзка от „Забравена парола“. Тя важи един час.\n\nАко не пристигне, проверете папката с нежелана поща и попитайте администратора дали профилът ви е активен.",
    },
    {
      title: "Смяна на адреса за фактури",
      body: "Отворете „Фирма“, после „Адреси“, и сменете адреса за фактуриране.\n\nИздадените фактури запазват стария адрес.",
    },
    {
      title: "Дати на следващото обучение",
      body: "Обученията са два пъти месечно, сутрин. От една фирма могат да участват до пет души.\n\nИзпратете имената поне два дни предварително.",
    },
  ],
};
