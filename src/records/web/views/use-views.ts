import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ObjectMetadata } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import type { SavedView } from "../../views/contract.ts";
import * as contract from "../../views/contract.ts";
import { useMetadata } from "../metadata.ts";
import { type ListView, useStandardViews } from "./standard-views.ts";

const key = ["views"] as const;

/** The views of `object` that the user may use: those it brings, then those that were saved. */
export function useViews(object: ObjectMetadata): {
  readonly views: readonly ListView[];
  readonly isPending: boolean;
} {
  const { data, isPending } = useAllViews();
  const saved = useMemo(() => data?.filter((view) => view.object === object.name) ?? [], [data, object]);
  const standard = useStandardViews(object, saved);
  return { views: useMemo(() => [...standard, ...saved], [standard, saved]), isPending };
}

export interface PinnedView {
  readonly id: string;
  readonly title: string;
  readonly object: string;
  readonly icon: string;
  /** `/deals?view=0192…` in two parts, as the router takes them. */
  readonly path: string;
  readonly search: { readonly view: string };
}

/** The user's favourites, for the navigation. */
export function usePinnedViews(): readonly PinnedView[] {
  const { objects } = useMetadata();
  const { data } = useAllViews();
  return (data ?? []).flatMap((view) => {
    const object = objects[view.object];
    if (!view.pinned || !object) return [];
    return [
      {
        id: view.id,
        title: view.name,
        object: view.object,
        icon: object.icon,
        path: `/${object.plural}`,
        search: { view: view.id },
      },
    ];
  });
}

/** What can be done with views; each shows at once and tells when it could not be done. */
export function useViewActs() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const act = <T>(work: Promise<T>): Promise<T | null> =>
    work
      .catch((error: unknown) => {
        notifyProblem(error);
        return null;
      })
      .finally(refresh);
  return {
    create: (body: Parameters<typeof createInput>[0]) =>
      act(call(contract.createView, { body: createInput(body) })),
    change: (id: string, body: ViewChange) => act(call(contract.changeView, { params: { id }, body })),
    /** Answers whether it was deleted. */
    remove: async (id: string) =>
      (await act(call(contract.deleteView, { params: { id } }).then(() => true))) !== null,
    restore: (id: string) => act(call(contract.restoreView, { params: { id } })),
    pin: (view: SavedView) =>
      act(call(view.pinned ? contract.unpinView : contract.pinView, { params: { id: view.id } })),
    makeDefault: (view: SavedView) =>
      act(
        call(view.chosen ? contract.unmakeViewDefault : contract.makeViewDefault, {
          params: { id: view.id },
        }),
      ),
    makeSharedDefault: (view: SavedView) =>
      act(
        call(view.opens ? contract.unmakeViewSharedDefault : contract.makeViewSharedDefault, {
          params: { id: view.id },
        }),
      ),
  };
}

interface ViewChange {
  readonly name?: string;
  readonly kind?: contract.ViewKind;
  readonly definition?: contract.ViewDefinition;
  readonly shared?: boolean;
  readonly team?: string | null;
  readonly folder?: string | null;
  /** Refused where somebody changed the view since it was read so. */
  readonly version?: number;
}

function createInput(view: Required<Omit<ViewChange, "version">> & { readonly object: string }) {
  return { ...view, position: 0 };
}

function useAllViews() {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await call(contract.listViews, { query: {} })).data,
    staleTime: 5 * 60_000,
  });
}
