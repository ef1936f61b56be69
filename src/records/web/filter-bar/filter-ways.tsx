import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { ObjectMetadata } from "#records/contract";
import type { FilterWays } from "./add-condition.tsx";

// Most filters are made of chips: the other ways are fetched when somebody first takes one.
const FilterBuilder = lazy(() =>
  import("../filter-builder/filter-builder.tsx").then((file) => ({ default: file.FilterBuilder })),
);
const FilterText = lazy(() => import("./filter-text.tsx").then((file) => ({ default: file.FilterText })));

interface FilterMade {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
  /** How it is written, where that is not simply how it reads: it could not be read. */
  readonly text?: string;
  /** It stands in the address: whoever has the link has the filter. */
  readonly inAddress?: boolean;
}

/** The other ways to make a filter, and the dialog of the one that was taken. */
export function useFilterWays({ object, filter, onFilter, text, inAddress }: FilterMade): {
  readonly ways: FilterWays;
  readonly dialog: ReactNode;
} {
  const [taken, setTaken] = useState<keyof FilterWays | null>(null);
  const ways: FilterWays = { build: () => setTaken("build"), write: () => setTaken("write") };
  const close = () => setTaken(null);
  const dialog = taken && (
    <Suspense fallback={null}>
      {taken === "build" ? (
        <FilterBuilder object={object} filter={filter} onFilter={onFilter} onClose={close} />
      ) : (
        <FilterText
          text={text ?? (filter ? printFilter(filter) : "")}
          onFilter={onFilter}
          onClose={close}
          inAddress={inAddress === true}
        />
      )}
    </Suspense>
  );
  return { ways, dialog };
}
