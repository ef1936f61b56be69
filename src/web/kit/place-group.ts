/** The parts of the navigation, from above to below. */
export const placeGroups = ["main", "customers", "sales", "money", "records", "settings"] as const;
export type PlaceGroup = (typeof placeGroups)[number];

/** A list of records that has a place in the navigation, as a module states it in `web/index.ts`: `export const places`. */
export interface RecordPlace {
  readonly object: string;
  readonly group: PlaceGroup;
  readonly order: number;
  /** The letter behind `G`, and behind `C` where one can be made from anywhere; the same in every language. */
  readonly letter?: string;
  /** Whether one can be made from anywhere: by `C`, in the palette. */
  readonly creatable?: boolean;
}
