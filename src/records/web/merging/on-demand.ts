import { lazy } from "react";

/** Records that can be looked at side by side; more are merged through the API. */
export const mostCompared = 10;

// Needed by few, and seldom: fetched when somebody merges.
export const MergeDialog = lazy(() =>
  import("./merge-dialog.tsx").then((file) => ({ default: file.MergeDialog })),
);
export const MergeWith = lazy(() => import("./merge-with.tsx").then((file) => ({ default: file.MergeWith })));
export const MergedNote = lazy(() =>
  import("./merged-note.tsx").then((file) => ({ default: file.MergedNote })),
);
