import { AppError } from "#kernel/error";
import { changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { permits } from "#records/contract";
import { endAllAccess } from "../identity/login.ts";
import { assertAdministratorRemains, assertMayGive, assertStandsAbove } from "../rights/standing.ts";
import { assertNoCircle } from "./circles.ts";
import { takeBackAccess } from "./taking-back.ts";

// What somebody may see goes by their team and manager, and how they get in by their address: who may change
// their own profile may not thereby change these.
const ofAdministration = ["email", "team", "manager"];

/** What holds for every user, whoever writes: no circle of managers, an administrator remains, the address follows. */
export const userRules: ObjectRules = {
  async prepare(work, drafts) {
    const mayManage = permits(work.actor.rights, "users:manage");
    for (const draft of drafts) {
      if (!mayManage && draft.before) refuse(draft);
      // Whoever sets the address could have the password reset: not of one who has more rights than they.
      if (draft.before && "email" in draft.values) await assertStandsAbove(work, draft.id);
      if (typeof draft.values["email"] === "string")
        draft.values["email"] = draft.values["email"].toLowerCase();
    }
    await assertMayGive(work, rolesIn(drafts));
    await assertNoCircle(work, drafts, { table: "users", field: "manager", column: "manager_id" });
  },
  async followUp(work, drafts) {
    const changed = drafts.filter((draft) => draft.before);
    if (changed.some(({ values }) => "roles" in values || "active" in values))
      await assertAdministratorRemains(work);
    for (const draft of changed)
      if ("email" in draft.values || "name" in draft.values) await followAddress(work, draft);
  },
  async moved(work, ids, into) {
    for (const id of ids) await assertStandsAbove(work, id);
    if (into === "use") return;
    await assertAdministratorRemains(work);
    await endAllAccess(work, ids);
  },
  takeBack: takeBackAccess,
};

function rolesIn(drafts: readonly Draft[]): readonly string[] {
  return [...new Set(drafts.flatMap(({ values }) => (values["roles"] ?? []) as readonly string[]))];
}

function refuse(draft: Draft): void {
  const field = ofAdministration.find((name) => changes(draft, name));
  if (field) throw new AppError("not_allowed", { field });
}

// A new address is a new way in: links and sessions that went by the old one end.
async function followAddress(work: Work, draft: Draft): Promise<void> {
  const { id, values } = draft;
  const login = await work.db
    .selectFrom("auth.user")
    .select(["email", "name"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!login) return;
  const email = "email" in values ? (values["email"] as string | null) : login.email;
  const name = (valueOf(draft, "name") ?? login.name) as string;
  if (email !== null) {
    await work.db
      .updateTable("auth.user")
      .set({ email, name, updatedAt: work.now })
      .where("id", "=", id)
      .execute();
  } else {
    await work.db.deleteFrom("auth.user").where("id", "=", id).execute();
  }
  if (email !== login.email && id !== work.actor.userId) await endAllAccess(work, [id]);
}
