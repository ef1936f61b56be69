import type { ComponentType } from "react";
import type { PlaceGroup } from "./place-group.ts";

/** A place in the product, as a module states it in `web/index.ts`: `export const screens: Screen[]`. */
export interface Screen {
  /** `/settings/users`, parts after a `$` are parameters: `/settings/roles/$id`. */
  readonly path: string;
  /** Read when somebody goes there, not before. */
  readonly load: () => Promise<{ default: ComponentType }>;
  /** Stands alone, without navigation, for visitors: sign-in, invitation. */
  readonly public?: boolean;
  /** Capability without which the screen does not exist for the user. */
  readonly permission?: string;
  /** Where it stands in the navigation; `title` is a key of the texts. */
  readonly nav?: {
    readonly title: string;
    readonly icon: string;
    readonly group: PlaceGroup;
    readonly order: number;
    /** The letter behind `G`. */
    readonly letter?: string;
    /** Stands behind the name: how many wait there. */
    readonly counter?: ComponentType;
  };
}
