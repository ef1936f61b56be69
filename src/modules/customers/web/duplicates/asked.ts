import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Asked } from "./use-duplicates.ts";

export const states = ["open", "later", "not_duplicate"] as const;
export const kinds = ["person", "company"] as const;

/** Which pairs are looked at, as it stands in the address. */
export function useAsked(): readonly [Asked, (change: Partial<Asked>) => void] {
  const address: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const asked: Asked = {
    state: states.find((state) => state === address["state"]) ?? "open",
    object: kinds.find((kind) => kind === address["object"]),
  };
  return [
    asked,
    (change) => {
      const { state, object } = { ...asked, ...change };
      const search = { ...(state !== "open" && { state }), ...(object && { object }) };
      void navigate({ to: ".", search: search as never });
    },
  ];
}
