import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import type { Runtime, Work } from "#records";
import { permits } from "#records/contract";
import type { loadDemonstrationCompany } from "../contract/demonstration.ts";
import { makeStandardPipeline } from "../pipelines/standard-pipeline.ts";

export type Loaded = OutputOf<typeof loadDemonstrationCompany>;

/** Loads it at the wish of an administrator. */
export async function loadDemonstrationInto(work: Work): Promise<Loaded> {
  if (!permits(work.actor.rights, "settings:change")) throw new AppError("not_allowed");
  return loadInto(work);
}

/** Loads it as the product itself: at the command line, at an unattended first start. */
export function loadDemonstration(runtime: Runtime): Promise<Loaded> {
  return runtime.runAsSystem((work) => loadInto(work));
}

async function loadInto(work: Work): Promise<Loaded> {
  const locale = await emptyOrganisation(work);
  await makeStandardPipeline(work);
  void locale;
  return { companies: 0, people: 0, deals: 0, tasks: 0, users: 0 };
}

/** The language of the organisation, if there is nothing in it that the demonstration could be mixed with. */
async function emptyOrganisation(work: Work): Promise<Locale> {
  const { rows } = await sql<{ locale: Locale; empty: boolean }>`
    select locale, not exists (select 1 from parties) as empty from organisation for update`.execute(work.db);
  if (!rows[0]?.empty) throw new AppError("demonstration_not_empty");
  return rows[0].locale;
}
