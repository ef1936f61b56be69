import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { AddCondition } from "./add-condition.tsx";
import { readGroup } from "./clauses.ts";
import { FilterBar } from "./filter-bar.tsx";

interface FilterInputProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
}

/** A filter as a field of a form: the chips of a list's bar, and a button where there is none yet. */
export function FilterInput({ object, filter, onFilter }: FilterInputProps) {
  if (readGroup(filter).parts.length > 0)
    return <FilterBar object={object} filter={filter} onFilter={onFilter} />;
  return (
    <div>
      <AddCondition object={object} onAdd={onFilter} />
    </div>
  );
}
