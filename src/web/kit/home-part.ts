import type { ComponentType } from "react";

/** Whose work the home page shows. */
export type Whose = "mine" | "team" | "all";

/** What a room puts on the home page, as it states it in `web/index.ts`: `export const homeParts`. Shown to those who see deals. */
export interface HomePart {
  readonly key: string;
  /** What there is to do stands left, how it stands right; above both, across the page, what one looks at first. */
  readonly column: "top" | "left" | "right";
  readonly component: ComponentType<{ readonly whose: Whose }>;
}
