import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Filter } from "#kernel/filter";

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
  /** Absent where a queue or a channel is chosen. */
  readonly view: View;
  readonly queue: string | undefined;
  readonly account: string | undefined;
  readonly search: string;
  /** The conversation that is open. */
  readonly open: string | undefined;
}

export function useAsked(): readonly [Asked, (change: Partial<Asked>, how?: { replace?: boolean }) => void] {
  const address: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const text = (name: string) => (typeof address[name] === "string" ? String(address[name]) : undefined);
  const [view, queue, account, search, open] = ["view", "queue", "account", "search", "open"].map(text);
  const asked = useMemo<Asked>(
    () => ({
      view: views.find((one) => one === view) ?? "open",
      queue,
      account,
      search: search ?? "",
      open,
    }),
    [view, queue, account, search, open],
  );
  const ask = useCallback(
    (change: Partial<Asked>, { replace = false } = {}) => {
      const next = { ...asked, ...change };
      const kept = {
        ...(next.view !== "open" && { view: next.view }),
        ...(next.queue && { queue: next.queue }),
        ...(next.account && { account: next.account }),
        ...(next.search && { search: next.search }),
        ...(next.open && { open: next.open }),
      };
      void navigate({ to: "/inbox", search: kept as never, replace });
    },
    [asked, navigate],
  );
  return [asked, ask];
}

/** Which conversations are listed, and in which order. */
export function listedBy({ view, queue, account }: Asked): {
  readonly filter: Filter;
  readonly sort: string;
} {
  const state = (value: string): Filter => ({ field: "state", op: "is", value });
  const open = (more: Filter): Filter => ({ and: [more, state("open")] });
  const newest = "-last_message_at";
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
