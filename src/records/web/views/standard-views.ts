import { useMemo } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import type { SavedView } from "../../views/contract.ts";

/** A view of a list: saved by somebody, or one that comes along with the object and cannot be changed. */
export type ListView = SavedView & { readonly standard?: true };

/** The views that the object brings. The one that opens the list gives way to a saved one that does. */
export function useStandardViews(object: ObjectMetadata, saved: readonly SavedView[]): readonly ListView[] {
  const t = useT();
  return useMemo(() => {
    const anotherOpens = saved.some((view) => view.default);
    return (object.views ?? []).map(({ key, filter, sort, opens }, position) => ({
      id: key,
      object: object.name,
      name: t(`views.${object.name}.${key}`),
      kind: "table" as const,
      definition: { filter, ...(sort ? { sort } : {}) },
      owner: { id: "", title: "" },
      shared: true,
      team: null,
      folder: null,
      position,
      pinned: false,
      default: opens === true && !anotherOpens,
      chosen: false,
      opens: false,
      editable: false,
      version: 0,
      standard: true as const,
    }));
  }, [object, saved, t]);
}
