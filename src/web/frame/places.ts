import type { ComponentType } from "react";
import { permits } from "#records/contract";
import { useMetadata, useObjectTitle } from "#records/web";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { PlaceGroup } from "#web/place-group.ts";
import { recordPlaces, screens } from "../screens.ts";

/** Where one can go: what the navigation shows, the palette lists and `G` with a letter reaches. */
export interface Place {
  readonly path: string;
  readonly title: string;
  readonly icon: string;
  readonly group: PlaceGroup;
  /** The letter behind `G`. */
  readonly letter?: string;
  /** Name of the object whose records are there. */
  readonly object?: string;
  /** Stands behind the name: how many wait there. */
  readonly counter?: ComponentType | undefined;
}

/** All places of the user, in the order of the navigation. */
export function usePlaces(): readonly Place[] {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const { rights } = useSession();

  const records = recordPlaces.flatMap(({ object, group, letter, order }) => {
    const known = objects[object];
    if (!known || known.grant.read === "none") return [];
    const place: Place = {
      path: `/${known.plural}`,
      title: titleOf(object, "many"),
      icon: known.icon,
      group,
      object,
      ...(letter ? { letter } : {}),
    };
    return [{ ...place, order }];
  });
  const own = Object.values(objects).flatMap((object) => {
    if (object.navigation === undefined || object.grant.read === "none") return [];
    const place: Place = {
      path: `/${object.plural}`,
      title: titleOf(object.name, "many"),
      icon: object.icon,
      group: "records",
      object: object.name,
    };
    return [{ ...place, order: object.navigation }];
  });
  const others = screens.flatMap(({ path, nav, permission }) => {
    if (!nav || (permission && !permits(rights, permission))) return [];
    return [
      {
        path,
        title: t(nav.title),
        icon: nav.icon,
        group: nav.group,
        letter: nav.letter,
        counter: nav.counter,
        order: nav.order,
      },
    ];
  });
  const home = {
    path: "/",
    title: t("shell.home"),
    icon: "home",
    group: "main" as const,
    letter: "h",
    order: 0,
  };
  return [home, ...[...records, ...own, ...others].sort((left, right) => left.order - right.order)];
}
