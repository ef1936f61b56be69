import { createContext, useContext } from "react";

/** What stands over every screen, and how to bring it up. */
export interface Shell {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
  readonly openNotifications: () => void;
  /** Makes a new record of `object`, wherever one is. */
  readonly create: (object: string) => void;
}

export const ShellContext = createContext<Shell>({
  openPalette: () => {},
  openKeys: () => {},
  openNotifications: () => {},
  create: () => {},
});

export function useShell(): Shell {
  return useContext(ShellContext);
}
