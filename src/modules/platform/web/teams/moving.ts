import { actsOf, useUndo } from "#records/web";
import { requestAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type TeamLine, type UserLine, useRefreshPeople } from "../settings/people.ts";

/** What is moved: a team with all below it, or a person. */
export type Moved = { readonly team: TeamLine } | { readonly user: UserLine };

/** Moves a team or a person into a team, or out of any; the way back is offered. A circle is refused by the server. */
export function useMoveTo(): (
  moved: Moved,
  to: { readonly id: string; readonly name: string } | null,
) => void {
  const t = useT();
  const refresh = useRefreshPeople();
  const undo = useUndo();
  return (moved, to) => {
    const { path, field, from, name } = partsOf(moved);
    if (from === (to?.id ?? null)) return;
    const said = to
      ? t("settings.teams.moved_to", { name, team: to.name })
      : t("settings.teams.moved_out", { name });
    requestAct("PATCH", path, { body: { [field]: to?.id ?? null } })
      .finally(refresh)
      .then((done) => notifyDone(said, { undo: () => undo(actsOf(done)).then(refresh) }), notifyProblem);
  };
}

function partsOf(moved: Moved) {
  if ("team" in moved) {
    const { id, name, parent } = moved.team;
    return { path: `/api/teams/${id}`, field: "parent", from: parent?.id ?? null, name };
  }
  const { id, name, team } = moved.user;
  return { path: `/api/users/${id}`, field: "team", from: team?.id ?? null, name };
}
