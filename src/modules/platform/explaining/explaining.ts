import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import {
  type Actor,
  type CatalogueObject,
  isKeptFrom,
  limitsOnRecord,
  type RightTakenApart,
  type Runtime,
  takeRightApart,
  visibleIds,
  type Work,
} from "#records";
import { addUp, grantOfRoles, type Reach } from "#records/contract";
import type { explainAccess, Ground, Obstacle, Verdict } from "../contract/index.ts";
import { type NamedRole, namedRoles } from "../rights/resolving.ts";
import { type Names, namesFor } from "./naming.ts";
import { sharesReaching } from "./shares-reaching.ts";

const verbs = ["read", "change", "delete"] as const;
type Verb = (typeof verbs)[number];

/** A record and a user, and as whom each question is asked: as the user is, and with each thing alone that gives rights. */
interface Question {
  readonly work: Work;
  readonly object: CatalogueObject;
  readonly id: string;
  /** Null for one who cannot come in. */
  readonly actor: Actor | null;
  readonly roles: readonly NamedRole[];
}

/**
 * Why a user may read, change or archive a record, or why not. Each part is asked of the engine, with the user's rights
 * and with each of their roles alone: nothing is worked out here a second time. Throws `not_found` for a record or a
 * user that the actor may not see.
 */
export async function explain(
  work: Work,
  runtime: Runtime,
  { plural, id, user }: { plural: string; id: string; user: string },
): Promise<OutputOf<typeof explainAccess>> {
  const object = await seenObject(work, plural, id);
  const [seen] = await visibleIds(work, "user", [user]);
  if (!seen) throw new AppError("not_found", { field: "user" });
  const actor = await runtime.actorOf(user);
  const roles = await namedRoles(work.db, user);
  const question: Question = { work, object, id, actor, roles };
  const names = namesFor(work);
  const read = await verdictOn(question, names, "read", true);
  const [change, remove] = await Promise.all(
    (["change", "delete"] as const).map((verb) => verdictOn(question, names, verb, read.allowed)),
  );
  return {
    user: await names.user(user),
    record: await names.record(object.name, id),
    read,
    change: change as Verdict,
    delete: remove as Verdict,
    ...(actor ? await limitsOnRecord({ ...work, actor }, object.name, id) : { hidden: [], readOnly: [] }),
  };
}

// The face that the record is, where the address names the whole of which it is one.
async function seenObject(work: Work, plural: string, id: string): Promise<CatalogueObject> {
  const named = work.catalogue.byPlural(plural);
  if (!named) throw new AppError("not_found");
  const candidates = [...named.faces.map((face) => work.catalogue.object(face)), named];
  for (const object of candidates) if ((await visibleIds(work, object.name, [id])).length > 0) return object;
  throw new AppError("not_found");
}

async function verdictOn(question: Question, names: Names, verb: Verb, seen: boolean): Promise<Verdict> {
  const { work, object, id, actor } = question;
  if (!actor) return refused([{ kind: "no_access" }]);
  const whole = await takeRightApart({ ...work, actor }, object.name, id, verb);
  if (!whole) throw new AppError("not_found");
  const isKept = isKeptFrom(object, verb);
  const passes = whole.through.every(({ holds }) => holds);
  if (seen && !isKept && whole.reached && whole.unlimited && passes)
    return { allowed: true, grounds: await groundsOf(question, names, verb, whole), obstacles: [] };
  return refused([
    ...(seen ? [] : [{ kind: "unseen" } as const]),
    ...(isKept ? [{ kind: "closed" } as const] : []),
    ...(whole.reached ? [] : await missingReach(question, names, verb, whole.holderId)),
    ...(whole.unlimited ? [] : [{ kind: "hidden_field" } as const]),
    ...(await linksOf(names, whole, false)),
  ]);
}

const refused = (obstacles: Obstacle[]): Verdict => ({ allowed: false, grounds: [], obstacles });

async function groundsOf(
  question: Question,
  names: Names,
  verb: Verb,
  whole: RightTakenApart,
): Promise<Ground[]> {
  const grounds: Ground[] = [];
  for (const { role, reach, reaches } of await byRole(question, verb)) {
    if (!reaches) continue;
    const holder = reach === "all" || !whole.holderId ? null : await names.user(whole.holderId);
    grounds.push({ kind: "role", role, reach, holder });
  }
  if (question.actor && verb !== "delete")
    grounds.push(...(await sharesReaching(question.work, names, question.actor, question.id, verb)));
  return [...grounds, ...(await linksOf(names, whole, true))];
}

async function missingReach(
  question: Question,
  names: Names,
  verb: Verb,
  holderId: string | null,
): Promise<Obstacle[]> {
  const granting = (await byRole(question, verb)).filter(({ reach }) => reach !== "none");
  if (granting.length === 0) return [{ kind: "no_grant" }];
  const holder = holderId ? await names.user(holderId) : null;
  return granting.map(({ role, reach }) => ({ kind: "reach", role, reach, holder }));
}

/** What each role of the user, were it the only one and nothing shared, grants on the record. */
async function byRole({ work, object, id, actor, roles }: Question, verb: Verb) {
  const found: { role: { id: string; title: string }; reach: Reach; reaches: boolean }[] = [];
  for (const { id: roleId, name, grants } of roles) {
    if (!actor) continue;
    const rights = addUp([grants]);
    const alone = await takeRightApart({ ...work, actor: { ...actor, rights } }, object.name, id, verb);
    const reach = grantOfRoles(rights, object.name)[verb];
    found.push({ role: { id: roleId, title: name }, reach, reaches: alone?.reached === true });
  }
  return found;
}

async function linksOf(names: Names, { through }: RightTakenApart, holds: boolean) {
  const links = through.filter((one) => one.holds === holds && one.id !== null);
  return Promise.all(
    links.map(async ({ link, object, id }) => ({
      kind: "link" as const,
      link,
      record: await names.seenRecord(object, id ?? ""),
    })),
  );
}
