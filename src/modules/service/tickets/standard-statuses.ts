import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { byRule, createMany, type Work } from "#records";
import { statusKinds } from "../contract/ticket-objects.ts";

/** The usual way of a ticket, a status of each kind, in their order. */
const names: Readonly<Record<Locale, readonly string[]>> = {
  en: ["New", "Open", "Waiting for customer", "On hold", "Solved", "Closed"],
  es: ["Nueva", "Abierta", "A la espera del cliente", "En pausa", "Resuelta", "Cerrada"],
  ru: ["Новая", "В работе", "Ждёт клиента", "Отложена", "Решена", "Закрыта"],
  bg: ["Нова", "В работа", "Чака клиента", "На изчакване", "Решена", "Затворена"],
};

/** Makes the usual statuses in the language of the organisation, unless there are any. */
export async function makeStandardStatuses(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('service.standard_statuses'))`.execute(work.db);
  const { rows } = await sql<{ locale: Locale }>`
    select locale from organisation where not exists (select from ticket_statuses)`.execute(work.db);
  const words = rows[0] && names[rows[0].locale];
  if (!words) return;
  await createMany(
    byRule(work),
    "ticket_status",
    statusKinds.map((kind, position) => ({ name: words[position], kind, position })),
  );
}
