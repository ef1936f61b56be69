import { lazy } from "react";

// The first screen needs none of these: each is fetched when it is first shown.
export const RecordPage = lazy(() =>
  import("./record-page.tsx").then((file) => ({ default: file.RecordPage })),
);
/** A record in a column of another screen: all there is to it, without keys of its own. */
export const RecordBeside = lazy(() =>
  import("./record-beside.tsx").then((file) => ({ default: file.RecordBeside })),
);
export const RecordPanel = lazy(() =>
  import("./record-panel.tsx").then((file) => ({ default: file.RecordPanel })),
);
export const CreateRecordHost = lazy(() =>
  import("../form/create-record-host.tsx").then((file) => ({ default: file.CreateRecordHost })),
);
export const ConflictHost = lazy(() =>
  import("../conflict/conflict-host.tsx").then((file) => ({ default: file.ConflictHost })),
);
export const Board = lazy(() => import("../board/board.tsx").then((file) => ({ default: file.Board })));
export const Gallery = lazy(() =>
  import("../gallery/gallery.tsx").then((file) => ({ default: file.Gallery })),
);
export const GroupedList = lazy(() =>
  import("../list/grouped-list.tsx").then((file) => ({ default: file.GroupedList })),
);
export const Calendar = lazy(() =>
  import("../calendar/calendar.tsx").then((file) => ({ default: file.Calendar })),
);
export const CalendarScreen = lazy(() => import("../calendar/calendar-screen.tsx"));
export const ViewDialog = lazy(() =>
  import("../views/view-dialog.tsx").then((file) => ({ default: file.ViewDialog })),
);
export const FilterInput = lazy(() =>
  import("../filter-bar/filter-input.tsx").then((file) => ({ default: file.FilterInput })),
);
