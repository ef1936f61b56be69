import { createContext, use } from "react";
import type { Node } from "./tree.ts";

/** What every part of the builder may do. */
export interface BuilderActs {
  /** Changes a node; null takes it out. */
  readonly change: (id: string, change: (node: Node) => Node | null) => void;
  /** The condition that is open to be edited: one at a time. */
  readonly openId: string | null;
  readonly open: (id: string | null) => void;
  /** Leaves all as it was. */
  readonly leave: () => void;
}

export const BuilderContext = createContext<BuilderActs | null>(null);

export function useBuilder(): BuilderActs {
  const acts = use(BuilderContext);
  if (!acts) throw new Error("Only within a builder of filters");
  return acts;
}
