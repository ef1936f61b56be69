import { createContext, use } from "react";

/** What can be written down about a record from its page. */
export type ComposeKind = "note" | "call" | "meeting" | "task" | "email";

/** How a button in the head of a page reaches the composer in its main column. */
export interface Compose {
  /** What was asked for last; `turn` tells two askings of the same kind apart. */
  readonly wanted: { readonly kind: ComposeKind; readonly turn: number } | null;
  readonly want: (kind: ComposeKind) => void;
}

export const ComposeContext = createContext<Compose>({ wanted: null, want: () => {} });

export function useCompose(): Compose {
  return use(ComposeContext);
}
