import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import type { Whose } from "#web/home-part.ts";

/** Whose work the home page shows; in the address, so that a manager's view can be kept. */
export const whoseChoices = ["mine", "team", "all"] as const satisfies readonly Whose[];
export type { Whose };

export function useWhose(): [Whose, (whose: Whose) => void] {
  const { whose } = useSearch({ strict: false }) as { whose?: string };
  const navigate = useNavigate();
  const chosen = whoseChoices.find((choice) => choice === whose) ?? "mine";
  return [
    chosen,
    (next) =>
      void navigate({ to: "/", search: next === "mine" ? {} : { whose: next }, replace: true } as never),
  ];
}

/** The condition on the owner; none where everybody's is asked for. */
export function ownedBy(whose: Whose): Filter | undefined {
  if (whose === "all") return undefined;
  return { field: "owner", op: "is", value: whose === "mine" ? { me: true } : { my_team: true } };
}
