import { z } from "zod";
import { defineAction } from "#kernel/action";
import { filterSchema } from "#kernel/filter";

export const viewKinds = ["table", "board", "calendar"] as const;
export type ViewKind = (typeof viewKinds)[number];

/** What a view fixes of a list; what it leaves out is as the object has it. */
export const viewDefinition = z.strictObject({
  filter: filterSchema.optional(),
  /** As in `sort=`. */
  sort: z.string().max(200).optional(),
  columns: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(100),
        width: z.int().min(60).max(900).optional(),
        pinned: z.boolean().optional(),
      }),
    )
    .max(60)
    .optional(),
  /** Field that the board stands on, or by which the calendar places records. */
  group: z.string().max(100).optional(),
});
export type ViewDefinition = z.infer<typeof viewDefinition>;

export const savedView = z.strictObject({
  id: z.uuid(),
  object: z.string(),
  name: z.string(),
  kind: z.enum(viewKinds),
  definition: viewDefinition,
  owner: z.strictObject({ id: z.uuid(), title: z.string() }),
  shared: z.boolean(),
  position: z.int(),
  /** Among the caller's favourites. */
  pinned: z.boolean(),
  /** The one in which the list opens for the caller. */
  default: z.boolean(),
  /** Whether the caller may change and delete it. */
  editable: z.boolean(),
});
export type SavedView = z.infer<typeof savedView>;

const viewParams = z.strictObject({ id: z.uuid() });
const name = z.string().trim().min(1).max(100);
const position = z.int().min(0).max(10_000);

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
    object: z.string().max(60),
    name,
    kind: z.enum(viewKinds),
    definition: viewDefinition,
    shared: z.boolean().default(false),
    position: position.default(0),
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
  body: z.strictObject({
    name: name.optional(),
    kind: z.enum(viewKinds).optional(),
    definition: viewDefinition.optional(),
    shared: z.boolean().optional(),
    position: position.optional(),
  }),
  output: savedView,
});

export const deleteView = defineAction({
  id: "views.delete",
  method: "DELETE",
  path: "/api/views/:id",
  summary: "Delete a view",
  permission: "signed_in",
  params: viewParams,
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
  summary: "Open the list in its standard view again",
  permission: "signed_in",
  params: viewParams,
});
