import { sql } from "kysely";
import { createMany, updateMany } from "#records";
import { latinName } from "./latin-name.ts";
import type { Scene } from "./scene.ts";

export interface Staff {
  /** Who looks at the demonstration, and so owns a part of it; null when nobody is signed in. */
  readonly me: string | null;
  readonly users: readonly string[];
  /** Those who sell, with me among them twice: my own day should be full. */
  readonly sellers: readonly string[];
}

/** Nine colleagues in three teams under their managers. They have no password: nobody can sign in as they. */
export async function hireStaff(scene: Scene): Promise<Staff> {
  const { work, words } = scene;
  const [sales, keyAccounts, small] = await makeTeams(scene);
  const roles = await rolesByKey(scene);
  const colleagues = Array.from({ length: 9 }, (_, index) => {
    const woman = index % 2 === 0;
    const given = (woman ? words.women : words.men)[index + 1] ?? "";
    const family = (woman ? words.familiesOfWomen : words.familiesOfMen)[index + 4] ?? "";
    const manages = index < 3;
    return {
      name: `${given} ${family}`,
      email: `${latinName(given)}.${latinName(family)}@rapport.example`,
      job_title: manages ? words.ownTitles.manager : words.ownTitles.seller,
      team: index === 0 ? sales : index % 2 === 1 ? keyAccounts : small,
      locale: scene.locale,
      roles: [roles.get(manages ? "sales_manager" : "salesperson")].filter((role) => role !== undefined),
      active: true,
    };
  });
  const users = await createMany(work, "user", colleagues, { governed: true });
  await appointManagers(scene, users, [sales, keyAccounts, small]);
  const me = work.actor.userId;
  return { me, users, sellers: [...(me ? [me, me] : []), ...users.slice(1)] };
}

async function makeTeams({ work, words }: Scene): Promise<readonly [string, string, string]> {
  const [sales] = await createMany(work, "team", [{ name: words.teams[0] }]);
  const [keyAccounts, small] = await createMany(
    work,
    "team",
    words.teams.slice(1).map((name) => ({ name, parent: sales })),
  );
  return [sales ?? "", keyAccounts ?? "", small ?? ""];
}

async function appointManagers(
  { work }: Scene,
  users: readonly string[],
  teams: readonly string[],
): Promise<void> {
  await updateMany(
    work,
    "team",
    teams.map((id, index) => ({ id, values: { manager: users[index] } })),
  );
  const managerOf = (index: number) => (index < 3 ? users[0] : users[index % 2 === 1 ? 1 : 2]);
  await updateMany(
    work,
    "user",
    users.slice(1).map((id, index) => ({ id, values: { manager: managerOf(index + 1) } })),
  );
}

async function rolesByKey({ work }: Scene): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, key from roles where key is not null`.execute(work.db);
  return new Map(rows.map(({ id, key }) => [key, id]));
}
