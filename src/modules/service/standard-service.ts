import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { byRule, create, createMany, type Subscription, type Work } from "#records";
import { makeStandardStatuses } from "./tickets/standard-statuses.ts";

const words: Readonly<Record<Locale, { readonly calendar: string; readonly level: string }>> = {
  en: { calendar: "Office hours", level: "Standard" },
  es: { calendar: "Horario de oficina", level: "Estándar" },
  ru: { calendar: "Рабочее время", level: "Стандартный" },
  bg: { calendar: "Работно време", level: "Стандартно" },
};

/** Minutes of business: what most companies promise to begin with. */
const targets = [
  { priority: "urgent", first_answer: 30, next_answer: 60, solution: 240 },
  { priority: "high", first_answer: 60, next_answer: 120, solution: 540 },
  { priority: "normal", first_answer: 240, next_answer: 540, solution: 1620 },
  { priority: "low", first_answer: 540, next_answer: 1080, solution: 2700 },
] as const;

/** A new organisation begins with the usual statuses, office hours and one service level for everybody. */
export const standardService: Subscription = {
  name: "service.standard",
  events: ["platform.organisation_set_up"],
  hear: (runtime) => runtime.runAsSystem(makeStandardService),
};

/** Makes what of it there is none. */
export async function makeStandardService(work: Work): Promise<void> {
  await makeStandardStatuses(work);
  const { rows } = await sql<{ locale: Locale }>`
    select locale from organisation where not exists (select from service_levels) and not exists (select from business_calendars)`.execute(
    work.db,
  );
  const said = rows[0] && words[rows[0].locale];
  if (!said) return;
  const rule = byRule(work);
  const calendar = await create(rule, "business_calendar", { name: said.calendar });
  const days = ["mon", "tue", "wed", "thu", "fri"];
  await create(rule, "business_hours", { calendar: calendar.id, days, opens: "09:00", closes: "18:00" });
  const level = await create(rule, "service_level", {
    name: said.level,
    calendar: calendar.id,
    escalations: ["tell_owner", "tell_lead"],
  });
  await createMany(
    rule,
    "service_target",
    targets.map((target) => ({ ...target, service_level: level.id })),
  );
}
