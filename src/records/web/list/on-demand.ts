import { lazy } from "react";

// Read when somebody first opens a list, not with the first screen.
export const RecordListScreen = lazy(() =>
  import("./record-list-screen.tsx").then((file) => ({ default: file.RecordListScreen })),
);
