import { z } from "zod";
import { defineAction } from "#kernel/action";
import { filterSchema } from "#kernel/filter";

export const viewKinds = ["table", "board", "calendar", "gallery"] as const;
export type ViewKind = (typeof viewKinds)[number];

/** What a column says under its rows: all of them added up, their average, the least, the greatest, or nothing. */
export const columnTotals = ["sum", "avg", "min", "max", "none"] as const;
export type ColumnTotal = (typeof columnTotals)[number];

/** What a view fixes of a list; what it leaves out is as the object has it. */
export const viewDefinition = z.strictObject({
  filter: filterSchema.optional(),
  /** As in `sort=`. */
  sort: z.string().max(200).optional(),
  /** Columns of a table; what the cards of a gallery show. */
  columns: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(100),
        width: z.int().min(60).max(900).optional(),
        pinned: z.boolean().optional(),
        total: z.enum(columnTotals).optional(),
      }),
    )
    .max(60)
    .optional(),
  /**
   * What records are put together by: the field that a board stands on or that a calendar places records by; in a table one
   * field or two as in `group=` of the totals, such as `stage,closed_on:month`.
   */
  group: z.string().max(200).optional(),
  /** Which of the records that hold a board's columns it shows: its pipeline. */
  scope: z.uuid().optional(),
});
export type ViewDefinition = z.infer<typeof viewDefinition>;

export const savedView = z.strictObject({
  id: z.uuid(),
  object: z.string(),
  name: z.string(),
  kind: z.enum(viewKinds),
  definition: viewDefinition,
  owner: z.strictObject({ id: z.uuid(), title: z.string() }),
  shared: z.boolean().describe("Shared with everybody."),
  team: z
    .strictObject({ id: z.uuid(), title: z.string() })
    .nullable()
    .describe("Shared with this team and those below it."),
  folder: z.string().nullable(),
  position: z.int(),
  pinned: z.boolean().describe("Among the caller's favourites."),
  default: z.boolean().describe("The list opens in it for the caller."),
  chosen: z.boolean().describe("The caller chose it to open the list."),
  opens: z.boolean().describe("It opens the list for those it is shared with who chose no other."),
  editable: z.boolean().describe("The caller may change and delete it."),
  version: z.int(),
});
export type SavedView = z.infer<typeof savedView>;

const viewParams = z.strictObject({ id: z.uuid() });
const changeable = {
  name: z.string().trim().min(1).max(100),
  kind: z.enum(viewKinds),
  definition: viewDefinition,
  shared: z.boolean().describe("With everybody; needs views:share."),
  team: z
    .uuid()
    .nullable()
    .describe("With a team and those below it, instead of everybody; needs views:share."),
  folder: z.string().trim().min(1).max(60).nullable(),
  position: z.int().min(0).max(10_000),
};

export const listViews = defineAction({
  id: "views.list",
  method: "GET",
  path: "/api/views",
  summary: "The caller's own views and those shared, with favourites and defaults marked",
  permission: "signed_in",
  query: z.strictObject({ object: z.string().max(60).optional() }),
  output: z.strictObject({ data: z.array(savedView) }),
});

export const createView = defineAction({
  id: "views.create",
  method: "POST",
  path: "/api/views",
  summary: "Save a view; sharing it needs views:share",
  permission: "signed_in",
  body: z.strictObject({
    ...changeable,
    object: z.string().max(60),
    shared: changeable.shared.default(false),
    team: changeable.team.default(null),
    folder: changeable.folder.default(null),
    position: changeable.position.default(0),
  }),
  output: savedView,
  status: 201,
});

export const changeView = defineAction({
  id: "views.change",
  method: "PATCH",
  path: "/api/views/:id",
  summary: "Change a view of one's own, or a shared one with views:share",
  permission: "signed_in",
  params: viewParams,
  body: z
    .strictObject({
      ...changeable,
      version: z.int().describe("Refused as version_conflict where the view has been changed since."),
    })
    .partial(),
  output: savedView,
});

export const deleteView = defineAction({
  id: "views.delete",
  method: "DELETE",
  path: "/api/views/:id",
  summary: "Delete a view; for 30 days it can be restored",
  permission: "signed_in",
  params: viewParams,
});

export const restoreView = defineAction({
  id: "views.restore",
  method: "POST",
  path: "/api/views/:id/restoration",
  summary: "Bring a view back that was deleted",
  permission: "signed_in",
  params: viewParams,
  output: savedView,
});

export const pinView = defineAction({
  id: "views.pin",
  method: "PUT",
  path: "/api/views/:id/pin",
  summary: "Put a view among the caller's favourites",
  permission: "signed_in",
  params: viewParams,
});

export const unpinView = defineAction({
  id: "views.unpin",
  method: "DELETE",
  path: "/api/views/:id/pin",
  summary: "Take a view out of the caller's favourites",
  permission: "signed_in",
  params: viewParams,
});

export const makeViewDefault = defineAction({
  id: "views.make_default",
  method: "PUT",
  path: "/api/views/:id/default",
  summary: "Open the list in this view from now on",
  permission: "signed_in",
  params: viewParams,
});

export const unmakeViewDefault = defineAction({
  id: "views.unmake_default",
  method: "DELETE",
  path: "/api/views/:id/default",
  summary: "Open the list as everybody does again",
  permission: "signed_in",
  params: viewParams,
});

export const makeViewSharedDefault = defineAction({
  id: "views.make_shared_default",
  method: "PUT",
  path: "/api/views/:id/shared-default",
  summary: "Open the list in this view for all it is shared with who chose no other; needs views:share",
  permission: "views:share",
  params: viewParams,
});

export const unmakeViewSharedDefault = defineAction({
  id: "views.unmake_shared_default",
  method: "DELETE",
  path: "/api/views/:id/shared-default",
  summary: "No longer open the list in this view for those it is shared with",
  permission: "views:share",
  params: viewParams,
});
