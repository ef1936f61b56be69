import * as billing from "#billing/web";
import * as catalogue from "#catalogue/web";
import * as customers from "#customers/web";
import * as exchange from "#exchange/web";
import * as platform from "#platform/web";
import * as sales from "#sales/web";
import * as shop from "#shop/web";
import * as sync from "#sync/web";
import * as targets from "#targets/web";
import * as trade from "#trade/web";
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
}

/** The rooms of the house as the browser knows them, lowest first. */
export const modules: readonly WebModule[] = [
  platform,
  customers,
  catalogue,
  sales,
  trade,
  billing,
  targets,
  shop,
  exchange,
  sync,
];
