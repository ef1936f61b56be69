import { useEffect, useState } from "react";
import type { RecordList } from "../records.ts";

/** Rows fetched before they are scrolled to. */
const ahead = 1000;

/** Asks for the next page while the last one is still far below. */
export function useFetchAhead(list: RecordList, lastSeen: number): void {
  const { rows, hasMore, isFetchingMore, isStale, fetchMore } = list;
  const short = hasMore && !isFetchingMore && !isStale && rows.length < lastSeen + ahead;
  const [failed, setFailed] = useState(0);
  useEffect(() => {
    if (!short) return;
    // After a failure wait a little, then try again: the line may be back.
    const wait = setTimeout(
      () =>
        void fetchMore().then(
          () => setFailed(0),
          () => setFailed(failed + 1),
        ),
      failed ? 2000 : 0,
    );
    return () => clearTimeout(wait);
  }, [short, fetchMore, failed]);
}
