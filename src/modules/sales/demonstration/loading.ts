import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { demonstrateCorrespondence } from "#channels";
import type { Runtime, Work } from "#records";
import { permits } from "#records/contract";
import type { loadDemonstrationCompany } from "../contract/demonstration.ts";
import { demonstrationLoaded } from "../contract/events.ts";
import { allStages } from "../pipelines/stages.ts";
import { makeStandardPipeline } from "../pipelines/standard-pipeline.ts";
import { chanceFrom } from "./chance.ts";
import { letColleaguesWork, makeContacts, makeTasks } from "./contacts.ts";
import { makeCustomers } from "./customers.ts";
import { sceneOf } from "./scene.ts";
import { makeDeals } from "./selling.ts";
import { hireStaff } from "./staff.ts";
import { wordsOf } from "./words/words.ts";

export type Loaded = OutputOf<typeof loadDemonstrationCompany>;

/** Loads the demonstration company at the wish of an administrator, into an organisation without customers. */
export async function loadDemonstrationInto(work: Work): Promise<Loaded> {
  if (!permits(work.actor.rights, "settings:change")) throw new AppError("not_allowed");
  const locale = await emptyOrganisation(work);
  await makeStandardPipeline(work);
  const stages = await allStages(work);
  const scene = await sceneOf(work, { words: await wordsOf(locale), chance: chanceFrom(20), locale, stages });
  const staff = await hireStaff(scene);
  const customers = await makeCustomers(scene, staff);
  const deals = await makeDeals(scene, customers);
  await makeContacts(scene, deals);
  const tasks = await makeTasks(scene, deals, staff);
  await letColleaguesWork(scene, deals, staff);
  const [colleague = ""] = staff.users;
  await demonstrateCorrespondence(work, locale, { me: staff.me ?? colleague, colleague });
  work.emit({ name: demonstrationLoaded, object: "deal", records: [] });
  return { ...customers.count, deals: deals.length, tasks, users: staff.users.length };
}

/** Loads it from the command line, as the first administrator if there is one: a part of it is then theirs. */
export async function loadDemonstration(runtime: Runtime): Promise<Loaded> {
  const { rows } = await sql<{ id: string }>`
    select u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
    where r.key = 'administrator' and u.active and u.archived_at is null
    order by u.created_at limit 1`.execute(runtime.database);
  const administrator = rows[0] && (await runtime.actorOf(rows[0].id));
  return administrator
    ? runtime.run(administrator, "system", loadDemonstrationInto)
    : runtime.runAsSystem(loadDemonstrationInto);
}

/** The language of the organisation, if there is nobody in it with whom the demonstration could be mixed up. */
async function emptyOrganisation(work: Work): Promise<Locale> {
  const { rows } = await sql<{ locale: Locale; empty: boolean }>`
    select locale, not exists (select 1 from parties) as empty from organisation for update`.execute(work.db);
  if (!rows[0]?.empty) throw new AppError("demonstration_not_empty");
  return rows[0].locale;
}
