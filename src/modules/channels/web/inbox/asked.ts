import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Filter } from "#kernel/filter";
import { parseFilterText, printFilter } from "#kernel/filter-text";
import type { ListView } from "#records/web";

export const views = [
  "mine",
  "followed",
  "unassigned",
  "waiting",
  "open",
  "snoozed",
  "closed",
  "spam",
] as const;
export type View = (typeof views)[number];

/** What of the inbox is looked at, as it stands in the address. */
export interface Asked {
  /** `open` where a queue, a channel or a saved view is chosen. */
  readonly view: View;
  readonly queue: string | undefined;
  readonly account: string | undefined;
  /** A view that somebody saved. */
  readonly saved: string | undefined;
  /** What is asked for besides; in a saved view instead of what it says. Undefined: nothing was said; null: nothing is asked. */
  readonly filter: Filter | null | undefined;
  readonly search: string;
  /** The conversation that is open. */
  readonly open: string | undefined;
}

export function useAsked(): readonly [Asked, (change: Partial<Asked>, how?: { replace?: boolean }) => void] {
  const address: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const text = (name: string) => (typeof address[name] === "string" ? String(address[name]) : undefined);
  const [view, queue, account, saved, filter, search, open] = [
    "view",
    "queue",
    "account",
    "saved",
    "filter",
    "search",
    "open",
  ].map(text);
  const asked = useMemo<Asked>(
    () => ({
      view: views.find((one) => one === view) ?? "open",
      queue,
      account,
      saved,
      filter: filterIn(filter),
      search: search ?? "",
      open,
    }),
    [view, queue, account, saved, filter, search, open],
  );
  const ask = useCallback(
    (change: Partial<Asked>, { replace = false } = {}) => {
      const next = { ...asked, ...change };
      const kept = {
        ...(next.view !== "open" && { view: next.view }),
        ...(next.queue && { queue: next.queue }),
        ...(next.account && { account: next.account }),
        ...(next.saved && { saved: next.saved }),
        ...(next.filter !== undefined && { filter: next.filter ? printFilter(next.filter) : nothing }),
        ...(next.search && { search: next.search }),
        ...(next.open && { open: next.open }),
      };
      void navigate({ to: "/inbox", search: kept as never, replace });
    },
    [asked, navigate],
  );
  return [asked, ask];
}

const nothing = "none";

// What cannot be read, as somebody else's address may have it, asks for nothing.
function filterIn(text: string | undefined): Filter | null | undefined {
  if (text === undefined || text === nothing) return text === nothing ? null : undefined;
  try {
    return parseFilterText(text);
  } catch {
    return undefined;
  }
}

/** Which conversations are listed, and in which order. */
export interface Listed {
  readonly filter?: Filter;
  readonly sort: string;
}

const newest = "-last_message_at";

export function listedBy(asked: Asked, saved: ListView | undefined): Listed {
  if (asked.saved) {
    const filter = asked.filter === undefined ? saved?.definition.filter : asked.filter;
    return { ...(filter && { filter }), sort: saved?.definition.sort ?? newest };
  }
  const listed = listedIn(asked);
  return asked.filter ? { ...listed, filter: { and: [listed.filter, asked.filter] } } : listed;
}

function listedIn({ view, queue, account }: Asked): Required<Listed> {
  const state = (value: string): Filter => ({ field: "state", op: "is", value });
  const open = (more: Filter): Filter => ({ and: [more, state("open")] });
  if (queue) return { filter: open({ field: "queue", op: "is", value: queue }), sort: newest };
  if (account) return { filter: open({ field: "account", op: "is", value: account }), sort: newest };
  if (view === "mine")
    return { filter: open({ field: "owner", op: "is", value: { me: true } }), sort: newest };
  if (view === "followed")
    return { filter: open({ field: "followers", op: "has", value: { me: true } }), sort: newest };
  if (view === "unassigned") return { filter: open({ field: "owner", op: "empty" }), sort: newest };
  if (view === "waiting")
    return { filter: open({ field: "waiting_since", op: "not_empty" }), sort: "waiting_since" };
  return { filter: state(view), sort: newest };
}
