import { createContext, useContext } from "react";

/** What stands over every screen, and how to bring it up. */
export interface Shell {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly openNotifications: () => void;
  /** Which places the navigation shows, and in which order. */
  readonly openArranging: () => void;
  /** Makes a new record of `object`, wherever one is. */
  readonly create: (object: string) => void;
}

export const ShellContext = createContext<Shell>({
  openPalette: () => {},
  openKeys: () => {},
  openNotifications: () => {},
  openArranging: () => {},
  create: () => {},
});

export function useShell(): Shell {
  return useContext(ShellContext);
}
