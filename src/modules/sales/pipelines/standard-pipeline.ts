import { sql } from "kysely";
import type { Locale } from "#kernel/locale";
import { byRule, create, createMany, type Subscription, type Work } from "#records";

/** How a sale goes in most companies, and how likely it is at each step; an administrator makes it their own. */
const standard: Readonly<Record<Locale, { readonly name: string; readonly stages: readonly string[] }>> = {
  en: { name: "Sales", stages: ["First contact", "Qualified", "Proposal", "Negotiation", "Won", "Lost"] },
  es: {
    name: "Ventas",
    stages: ["Primer contacto", "Cualificada", "Propuesta", "Negociación", "Ganada", "Perdida"],
  },
  ru: {
    name: "Продажи",
    stages: ["Первый контакт", "Квалификация", "Предложение", "Переговоры", "Выиграна", "Проиграна"],
  },
  bg: {
    name: "Продажби",
    stages: ["Първи контакт", "Квалифицирана", "Оферта", "Преговори", "Спечелена", "Загубена"],
  },
};
const steps = [
  { kind: "open", probability: 10, days_limit: 30 },
  { kind: "open", probability: 30, days_limit: 30 },
  { kind: "open", probability: 50, days_limit: 30 },
  { kind: "open", probability: 75, days_limit: 30 },
  { kind: "won", probability: 100 },
  { kind: "lost", probability: 0 },
] as const;

/** Makes the standard pipeline in the language of the organisation, unless there is a pipeline. */
export async function makeStandardPipeline(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('sales.standard_pipeline'))`.execute(work.db);
  const { rows } = await sql`select 1 from pipelines limit 1`.execute(work.db);
  if (rows[0]) return;
  const words = await standardWords(work);
  if (words) await create(work, "pipeline", { name: words.name });
}

/** A new pipeline can be sold in at once: it begins with the steps of the standard one, won and lost among them. */
export async function giveStages(work: Work, pipelines: readonly string[]): Promise<void> {
  if (pipelines.length === 0) return;
  const { stages } = (await standardWords(work)) ?? standard.en;
  await createMany(
    byRule(work),
    "stage",
    pipelines.flatMap((pipeline) =>
      steps.map((step, position) => ({ ...step, name: stages[position], pipeline, position })),
    ),
  );
}

async function standardWords(work: Work) {
  const { rows } = await sql<{ locale: Locale }>`select locale from organisation`.execute(work.db);
  return rows[0] && standard[rows[0].locale];
}

export const standardPipeline: Subscription = {
  name: "sales.standard_pipeline",
  events: ["platform.organisation_set_up"],
  hear: (runtime) => runtime.runAsSystem(makeStandardPipeline),
};
