import { Input } from "@mantine/core";
import { Suspense } from "react";
import type { Filter } from "#kernel/filter";
import { FilterInput, useMetadata } from "#records/web";

interface ConditionInputProps {
  readonly object: string;
  readonly label: string;
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
  readonly error?: string | undefined;
}

/** A condition on the record's own fields, written with the chips of a list's filter. */
export function ConditionInput({ object, label, filter, onFilter, error }: ConditionInputProps) {
  const known = useMetadata().objects[object];
  if (!known) return null;
  // Without related lists there is nothing to ask but the record itself.
  const alone = { ...known, related: {} };
  return (
    <Input.Wrapper label={label} error={error}>
      <Suspense fallback={null}>
        <FilterInput object={alone} filter={filter} onFilter={onFilter} />
      </Suspense>
    </Input.Wrapper>
  );
}
