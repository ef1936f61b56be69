import { expect, it } from "vitest";
import type { ListView } from "./standard-views.ts";
import { viewSections } from "./view-sections.ts";

const view = (name: string, more: Partial<ListView> = {}): ListView => ({
  id: name,
  object: "deal",
  name,
  kind: "table",
  definition: {},
  owner: { id: "", title: "" },
  shared: false,
  team: null,
  folder: null,
  position: 0,
  pinned: false,
  default: false,
  chosen: false,
  opens: false,
  editable: true,
  version: 1,
  ...more,
});

it("views stand together by whose they are, and by folder whosever they are", () => {
  const sections = viewSections([
    view("Filed", { folder: "Reviews", shared: true }),
    view("Open", { standard: true, shared: true }),
    view("Of my team", { team: { id: "t", title: "Sales" } }),
    view("Mine"),
    view("Also filed", { folder: "Archive" }),
    view("Mine, filed", { folder: "Reviews" }),
  ]);
  expect(sections.map(({ kind, folder, views }) => [kind, folder, views.map(({ name }) => name)])).toEqual([
    ["standard", "", ["Open"]],
    ["own", "", ["Mine"]],
    ["shared", "", ["Of my team"]],
    ["folder", "Archive", ["Also filed"]],
    ["folder", "Reviews", ["Filed", "Mine, filed"]],
  ]);
});
