import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { AppError } from "#kernel/error";
import { type Filter, parseFilter } from "#kernel/filter";
import { parseFilterText, printFilter } from "#kernel/filter-text";
import type { ObjectMetadata } from "#records/contract";
import { type ViewDefinition, type ViewKind, viewKinds } from "../../views/contract.ts";
import type { ListActProps } from "../page/slots.ts";
import { type ColumnChoice, readColumns, writeColumns } from "../table/columns.ts";
import type { ListView } from "../views/standard-views.ts";

/** What stands in the address; all that is not there is as the view has it. */
interface ListAddress {
  readonly view?: string;
  readonly kind?: ViewKind;
  /** As text, or JSON as older addresses have it; `none`: no filter, where the view has one. */
  readonly filter?: unknown;
  readonly sort?: string;
  readonly columns?: string;
  readonly group?: string;
  readonly scope?: string;
  readonly q?: string | number;
  readonly open?: string;
}

export interface ListState {
  readonly view: ListView | null;
  readonly kind: ViewKind;
  readonly filter: Filter | null;
  /** The filter as it is written: what stands in the address, else what it reads as. */
  readonly filterText: string;
  /** Why the filter of the address cannot be read; nothing is shown then. */
  readonly unreadable: AppError | null;
  readonly sort: string;
  readonly columns: readonly ColumnChoice[];
  /** What records are put together by, for the kind of view that is shown; empty where nothing is said. */
  readonly group: string;
  /** What the cards of a board belong to that is shown one at a time (its pipeline); empty: not chosen yet. */
  readonly scope: string;
  readonly search: string;
  /** Which record is open beside the list: its object and id. */
  readonly open: { readonly object: string; readonly id: string } | null;
  /** Something differs from the view as it is saved. */
  readonly changed: boolean;
  /** The list as it is shown, to be saved. */
  readonly definition: ViewDefinition;
  readonly set: (change: ListChange) => void;
  readonly setScope: (id: string) => void;
  readonly setView: (view: ListView | null) => void;
  readonly setOpen: (object: string, id: string | null) => void;
}

export interface ListChange {
  readonly kind?: ViewKind;
  readonly filter?: Filter | null;
  readonly sort?: string;
  readonly columns?: readonly ColumnChoice[];
  readonly group?: string;
  readonly search?: string;
}

/** Which records a list shows, in which order, by which columns: what is done with it is done with these. */
export const listedIn = ({ filter, search, sort, columns }: ListState): ListActProps["list"] => ({
  filter,
  search,
  sort,
  columns: columns.map(({ field }) => field),
});

/** How the list is looked at: the object's own way, over it the saved view, over that what the address says. */
export function useListState(object: ObjectMetadata, views: readonly ListView[]): ListState {
  const address = useSearch({ strict: false }) as ListAddress;
  const navigate = useNavigate();
  const view = viewOf(address.view, views);
  const go = useCallback(
    (change: Partial<Record<keyof ListAddress, unknown>>, replace: boolean) =>
      void navigate({
        to: ".",
        search: ((before: ListAddress) => withoutEmpty({ ...before, ...change })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  );

  return useMemo(() => {
    const asked = filterIn(address.filter);
    const columns: readonly ColumnChoice[] = address.columns
      ? readColumns(String(address.columns))
      : (view?.definition.columns ?? object.columns.map((field) => ({ field })));
    const search = address.q === undefined ? "" : String(address.q);
    const kind = viewKinds.find((one) => one === address.kind) ?? view?.kind ?? "table";
    // A table is grouped by something else than a board stands on: the view says it for its own kind.
    const own = kind === (view?.kind ?? "table") ? view?.definition : undefined;
    const viewGroup = own?.group ?? "";
    const viewScope = own?.scope ?? "";
    const shown = {
      columns,
      kind,
      filter: asked ? asked.filter : (view?.definition.filter ?? null),
      sort: address.sort ?? view?.definition.sort ?? object.sort,
      group: address.group ?? viewGroup,
      scope: address.scope ?? viewScope,
    };
    return {
      ...shown,
      // What was searched for comes in the order of the search, unless another is asked for meanwhile.
      sort: search ? (address.sort ?? "") : shown.sort,
      filterText: asked?.problem ? String(address.filter) : shown.filter ? printFilter(shown.filter) : "",
      unreadable: asked?.problem ?? null,
      view,
      search,
      open: openIn(address.open, object.name),
      // Which pipeline a board shows stands in the address also where nobody chose it, unless the view says one.
      changed:
        (viewScope !== "" && shown.scope !== viewScope) ||
        ["kind", "filter", "sort", "columns", "group"].some(
          (key) => address[key as keyof ListAddress] !== undefined,
        ),
      definition: {
        ...(shown.filter ? { filter: shown.filter } : {}),
        ...(shown.sort ? { sort: shown.sort } : {}),
        columns: columns.map(({ field, width, pinned, total }) => ({
          field,
          ...(width ? { width } : {}),
          ...(pinned ? { pinned } : {}),
          ...(total ? { total } : {}),
        })),
        ...(shown.group ? { group: shown.group } : {}),
        ...(shown.scope && kind === "board" ? { scope: shown.scope } : {}),
      },
      set: ({ filter: nextFilter, columns: nextColumns, search, ...rest }) =>
        go(
          {
            ...(rest.kind === undefined ? {} : { group: undefined, scope: undefined }),
            ...rest,
            ...(rest.group === "" && viewGroup === "" ? { group: undefined } : {}),
            ...(nextFilter === undefined
              ? {}
              : { filter: nextFilter ? printFilter(nextFilter) : view?.definition.filter && "none" }),
            ...(nextColumns ? { columns: writeColumns(nextColumns) } : {}),
            ...(search === undefined ? {} : { q: search || undefined }),
          },
          // Going back undoes a filter, a sort or another kind of view, not each letter of a search.
          search !== undefined || nextColumns !== undefined,
        ),
      // The first one is not chosen but written down, and no step to go back to.
      setScope: (scope) => go({ scope: scope === viewScope ? undefined : scope }, shown.scope === ""),
      setView: (next) =>
        go(
          {
            view: next?.id ?? (views.some((one) => one.default) ? "standard" : undefined),
            kind: undefined,
            filter: undefined,
            sort: undefined,
            columns: undefined,
            group: undefined,
            scope: undefined,
            q: undefined,
          },
          false,
        ),
      setOpen: (of, id) =>
        go(
          { open: id === null ? undefined : of === object.name ? id : `${of}:${id}` },
          address.open !== undefined && id !== null,
        ),
    };
  }, [address, view, views, object, go]);
}

/** The view that the address names; without one the user's default. `standard` is the object's own way. */
function viewOf(id: string | undefined, views: readonly ListView[]): ListView | null {
  if (id === undefined) return views.find((view) => view.default) ?? null;
  return views.find((view) => view.id === id) ?? null;
}

/** What the address says of the filter; null where it says nothing. */
function filterIn(value: unknown): { filter: Filter | null; problem: AppError | null } | null {
  if (value === undefined) return null;
  if (value === "none") return { filter: null, problem: null };
  try {
    return { filter: typeof value === "string" ? parseFilterText(value) : parseFilter(value), problem: null };
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem;
    return { filter: null, problem };
  }
}

function openIn(value: unknown, own: string): ListState["open"] {
  const found = /^(?:([a-z0-9_]+):)?([0-9a-f-]{36})$/i.exec(typeof value === "string" ? value : "");
  return found?.[2] ? { object: found[1] ?? own, id: found[2] } : null;
}

function withoutEmpty(address: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
