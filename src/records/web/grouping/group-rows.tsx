import { useEffect, useEffectEvent } from "react";
import type { ObjectMetadata } from "#records/contract";
import { type RecordList, type RecordQuery, useRecords } from "../records.ts";
import type { Group } from "./grouped-lines.ts";

interface GroupRowsProps {
  readonly object: ObjectMetadata;
  readonly group: Group;
  readonly query: RecordQuery;
  readonly onList: (id: string, list: RecordList) => void;
}

/** Reads the rows of one group, page after page, and tells of them. It draws nothing: the table draws all groups at once. */
export function GroupRows({ object, group, query, onList }: GroupRowsProps) {
  const list = useRecords(object.name, { ...query, filter: group.filter });
  const { rows, hasMore, isFetchingMore, isPending, isStale, error } = list;
  const tell = useEffectEvent(() => onList(group.id, list));
  useEffect(tell, [rows, hasMore, isFetchingMore, isPending, isStale, error]);
  return null;
}
