import { useDebouncedValue } from "@mantine/hooks";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { ObjectMetadata } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useTotals } from "../records.ts";
import styles from "./builder.module.css";

interface MatchingProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null;
  /** A way to the list of them, in a page of its own. */
  readonly linked?: boolean;
}

/** How many records the conditions find, as they stand now. */
export function Matching({ object, filter, linked = false }: MatchingProps) {
  const t = useT();
  const { number } = useFormat();
  const [settled] = useDebouncedValue(filter, 400);
  const totals = useTotals(object.name, { filter: settled });
  const count = totals.data?.[0]?.count ?? 0;
  const text = totals.data && !totals.error ? t("records.table.count", { count, number: number(count) }) : "";
  const asked = settled ? `?filter=${encodeURIComponent(printFilter(settled))}` : "";
  return (
    <span className={styles.matching} role="status">
      {linked && text ? (
        <a href={`/${object.plural}${asked}`} target="_blank" rel="noreferrer">
          {text}
        </a>
      ) : (
        text
      )}
    </span>
  );
}
