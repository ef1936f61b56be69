import { useFieldTitle, useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { Ground, Obstacle } from "../../contract/explanation.ts";
import { useRoleName } from "../settings/role-names.ts";

/** What gives a right, and what is missing for it, as sentences. */
export function useSentences(object: string): {
  readonly ofGround: (ground: Ground) => string;
  readonly ofObstacle: (obstacle: Obstacle) => string;
} {
  const t = useT();
  const roleName = useRoleName();
  const { date } = useFormat();
  const objectTitle = useObjectTitle();
  const fieldTitle = useFieldTitle();
  const objects = objectTitle(object, "many");
  const linked = ({ link, record }: { link: string; record: { title: string } | null }) => ({
    field: fieldTitle(object, link),
    record: record?.title || t("explaining.something_unseen"),
  });
  return {
    ofGround(ground) {
      switch (ground.kind) {
        case "role":
          return t(`explaining.role.${ground.reach}`, {
            role: roleName(ground.role.title),
            objects,
            holder: ground.holder?.title ?? "",
          });
        case "share":
          return t(ground.team ? "explaining.share_team" : "explaining.share", {
            by: ground.by?.title ?? "Rapport",
            date: date(ground.at),
            team: ground.team?.title ?? "",
            access: ground.access,
          });
        case "link":
          return t("explaining.link", linked(ground));
      }
    },
    ofObstacle(obstacle) {
      switch (obstacle.kind) {
        case "reach":
          return t(`explaining.too_short.${obstacle.reach === "team" ? "team" : "own"}`, {
            role: roleName(obstacle.role.title),
            objects,
            owned: obstacle.holder ? "yes" : "no",
            holder: obstacle.holder?.title ?? "",
          });
        case "link":
          return t("explaining.link_missing", linked(obstacle));
        case "no_grant":
        case "closed":
          return t(`explaining.${obstacle.kind}`, { objects });
        default:
          return t(`explaining.${obstacle.kind}`);
      }
    },
  };
}
