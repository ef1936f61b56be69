import type { ListView } from "./standard-views.ts";

/** Views that stand together in the picker. */
export interface ViewSection {
  readonly kind: "standard" | "own" | "shared" | "folder";
  readonly folder: string;
  readonly views: readonly ListView[];
}

/** First what the object brings, then one's own and those shared, then each folder by its name. */
export function viewSections(views: readonly ListView[]): readonly ViewSection[] {
  const standard = views.filter((view) => view.standard);
  const loose = views.filter((view) => !view.standard && view.folder === null);
  const folders = Map.groupBy(
    views.filter((view) => view.folder !== null),
    (view) => view.folder ?? "",
  );
  const isShared = (view: ListView) => view.shared || view.team !== null;
  const sections: readonly ViewSection[] = [
    { kind: "standard", folder: "", views: standard },
    { kind: "own", folder: "", views: loose.filter((view) => !isShared(view)) },
    { kind: "shared", folder: "", views: loose.filter(isShared) },
    ...[...folders]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([folder, some]) => ({ kind: "folder" as const, folder, views: some })),
  ];
  return sections.filter((section) => section.views.length > 0);
}
