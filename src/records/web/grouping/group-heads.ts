import { useCallback, useMemo } from "react";
import { type FieldMetadata, type ObjectMetadata, readsAs, type Total } from "#records/contract";
import { useLocale, useT } from "#web/texts.ts";
import { optionsOf, targetOf, useMetadata, useOptionTitle } from "../metadata.ts";
import { useRecords } from "../records.ts";
import { readSort } from "../table/sort.ts";
import type { GroupKey } from "./group-key.ts";
import { periodTitle } from "./period-title.ts";

/** A group as it is shown: what it is called and its numbers. */
export interface GroupHead {
  readonly value: string | null;
  /** Empty for records without a value. */
  readonly title: string;
  readonly total: Total;
}

/** Puts totals of one group level into the order in which people look for them, and names them. */
export type GroupHeads = (totals: readonly Total[], at?: number) => readonly GroupHead[];

const fewLinked = 200;

/**
 * Options in their order, periods by time, links in the order of what they point to while that is few, else by title;
 * records without a value last. The other way round where the list is sorted so.
 */
export function useGroupHeads(object: ObjectMetadata, key: GroupKey | undefined, sort: string): GroupHeads {
  const t = useT();
  const locale = useLocale();
  const optionTitle = useOptionTitle();
  const places = useLinkedPlaces(key && object.fields[key.field]);
  return useCallback(
    (totals, at = 0) => {
      const field = key && object.fields[key.field];
      if (!field) return [];
      const type = readsAs(field);
      const titleOf = (value: string | null, title: string | undefined): string => {
        if (value === null) return "";
        if (key.unit) return periodTitle(value, key.unit, locale, t);
        if (type === "boolean") return t(value === "true" ? "records.input.yes" : "records.input.no");
        return type === "choice" ? optionTitle(object.name, key.field, value) : (title ?? "");
      };
      const named = totals.map((total): GroupHead => {
        const { value, title } = total.groups?.[at] ?? { value: total.group, title: total.title };
        return { value, title: titleOf(value, title), total };
      });
      const options =
        type === "choice" ? new Map(optionsOf(field).map((option, place) => [option, place])) : places;
      return inOrder(named, key.unit ? undefined : options, isTurned(sort, key.field));
    },
    [object, key, sort, places, locale, t, optionTitle],
  );
}

function isTurned(sort: string, field: string): boolean {
  return readSort(sort).some((one) => one.field === field && one.descending);
}

/** By place, or by value where there are no places. */
function inOrder(
  heads: readonly GroupHead[],
  places: ReadonlyMap<string, number> | undefined,
  turned: boolean,
): readonly GroupHead[] {
  return heads.toSorted((left, right) => {
    if (left.value === null || right.value === null)
      return Number(left.value === null) - Number(right.value === null);
    const order = places ? byPlace(places, left, right) : left.value.localeCompare(right.value);
    return turned ? -order : order;
  });
}

function byPlace(order: ReadonlyMap<string, number>, left: GroupHead, right: GroupHead): number {
  const [a, b] = [left, right].map(({ value }) => order.get(value ?? "") ?? Number.MAX_SAFE_INTEGER);
  return (a as number) - (b as number) || left.title.localeCompare(right.title);
}

/** Where each linked record stands among its own kind; nothing where there are many, or they go by their title. */
function useLinkedPlaces(field: FieldMetadata | undefined): ReadonlyMap<string, number> {
  const { objects } = useMetadata();
  const target = field && objects[targetOf(field) ?? ""];
  const ordered = target !== undefined && readSort(target.sort)[0]?.field !== target.title;
  const { rows, hasMore } = useRecords(target?.name ?? "", {
    enabled: ordered,
    ...(target ? { sort: target.sort, fields: [target.title] } : {}),
    limit: fewLinked,
  });
  return useMemo(
    () => new Map(ordered && !hasMore ? rows.map((row, at) => [row.id, at]) : []),
    [ordered, hasMore, rows],
  );
}
