import { room as billing } from "#billing/web";
import { room as catalogue } from "#catalogue/web";
import { room as channels } from "#channels/web";
import { room as customers } from "#customers/web";
import { room as exchange } from "#exchange/web";
import { room as platform } from "#platform/web";
import { room as sales } from "#sales/web";
import { room as service } from "#service/web";
import { room as shop } from "#shop/web";
import { room as sync } from "#sync/web";
import { room as targets } from "#targets/web";
import { room as trade } from "#trade/web";
import type { ComponentType } from "react";
import type { RecordSlots } from "#records/web";
import type { RecordPlace } from "#web/place-group.ts";
import type { HomePart } from "#web/home-part.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";

/** What a module brings to the browser: its screens, the lists it has places for, and what it adds to the screens of records. */
export interface WebModule {
  readonly screens?: readonly Screen[];
  readonly places?: readonly RecordPlace[];
  readonly settings?: readonly SettingsPage[];
  readonly recordSlots?: RecordSlots;
  readonly homeParts?: readonly HomePart[];
  /** What may come up over every screen; loaded on demand. */
  readonly overlays?: readonly { readonly key: string; readonly component: ComponentType }[];
}

/** The rooms of the house as the browser knows them, lowest first. */
export const modules: readonly WebModule[] = [
  platform,
  customers,
  channels,
  catalogue,
  sales,
  trade,
  billing,
  targets,
  shop,
  service,
  exchange,
  sync,
];
