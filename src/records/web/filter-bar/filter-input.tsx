import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { AddCondition } from "./add-condition.tsx";
import { readGroup } from "./clauses.ts";
import styles from "./filter.module.css";
import { FilterBar } from "./filter-bar.tsx";
import { useFilterWays } from "./filter-ways.tsx";

interface FilterInputProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
  /** What the button says, where "Filter" says too little: "Only certain ones". */
  readonly label?: string;
}

/** A filter as a field of a form: the chips of a list's bar, and a button where there is none yet. */
export function FilterInput({ object, filter, onFilter, label }: FilterInputProps) {
  const { ways, dialog } = useFilterWays({ object, filter, onFilter });
  return (
    <div className={styles.input}>
      {readGroup(filter).parts.length > 0 ? (
        <FilterBar object={object} filter={filter} onFilter={onFilter} ways={ways} />
      ) : (
        <AddCondition object={object} label={label} onAdd={onFilter} ways={ways} />
      )}
      {dialog}
    </div>
  );
}
