import { createContext, use } from "react";

/** The groups of the settings, from above to below; their titles stand under `settings.groups`. */
export const settingsGroups = ["mine", "company", "records", "selling", "service", "connections"] as const;
export type SettingsGroup = (typeof settingsGroups)[number];

/** Something that can be set, as a module states it in `web/index.ts`: `export const settings: SettingsPage[]`. */
export interface SettingsPage {
  /** Its title stands under `settings.<key>.title`. */
  readonly key: string;
  /** A screen of the module, whose permission holds here, too; or a list of records. */
  readonly path: string;
  readonly group: SettingsGroup;
  readonly order: number;
  readonly icon: string;
  /** For who may change records of this kind. */
  readonly object?: string;
}

/** A page with the capability that its screen asks for. */
export type SettingsEntry = SettingsPage & { readonly permission?: string | undefined };

/** Given once by the shell: what all modules state. */
export const SettingsPagesContext = createContext<readonly SettingsEntry[]>([]);

export function useSettingsPages(): readonly SettingsEntry[] {
  return use(SettingsPagesContext);
}
