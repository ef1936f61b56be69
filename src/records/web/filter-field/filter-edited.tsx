import { SegmentedControl } from "@mantine/core";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import type { Filter } from "#kernel/filter";
import { useT } from "#web/texts.ts";
import { FilterBuilder } from "../filter-builder/filter-builder.tsx";
import { Matching } from "../filter-builder/matching.tsx";
import { FilterInput } from "../filter-bar/filter-input.tsx";
import type { EditProps } from "../field-props.ts";
import { useObjectTitle } from "../metadata.ts";
import styles from "./filter-field.module.css";
import { type KeptFilter, keptText, useKeptFilter } from "./kept-filter.ts";

interface FilterEditedProps extends EditProps {
  /** The bare input: for a filter that cannot be read here. */
  readonly children: ReactNode;
}

/** A filter that a field holds, made as a list's is: by chips in a form, by the builder in its place on a page or in a table. */
export function FilterEdited({ children, ...props }: FilterEditedProps) {
  const { field, value, inline } = props;
  const kept = useKeptFilter(field.type === "long_text" ? field.filterOf : undefined, value);
  if (!kept) return children;
  return inline ? <InPlace {...props} kept={kept} /> : <InForm {...props} kept={kept} />;
}

type MadeProps = EditProps & { readonly kept: KeptFilter };

function InForm({ kept, id, ariaLabel, error, onChange }: MadeProps) {
  // What is asked of whom is chosen first: without a condition it is not in the text yet.
  const [object, setObject] = useState(kept.object);
  const set = (filter: Filter | null) => onChange(keptText(object, filter));
  return (
    <div id={id} role="group" aria-label={ariaLabel} className={styles.form}>
      <Whom
        kept={{ ...kept, object }}
        onPick={(next) => {
          setObject(next);
          onChange(keptText(next, null));
        }}
      />
      <FilterInput object={object} filter={kept.filter} onFilter={set} />
      <Matching object={object} filter={kept.filter} linked />
      {error && <span className={styles.error}>{error}</span>}
    </div>
  );
}

function InPlace({ kept, value, onDone }: MadeProps) {
  const [object, setObject] = useState(kept.object);
  const filter = object.name === kept.object.name ? kept.filter : null;
  return (
    // The dialog stands elsewhere, but what is typed in it would come up here, where Tab and leaving mean the cell.
    <span onKeyDown={stay} onBlur={stay}>
      <FilterBuilder
        key={object.name}
        object={object}
        filter={filter}
        onFilter={(next) => onDone?.(keptText(object, next))}
        onClose={() => onDone?.(value)}
      >
        <Whom kept={{ ...kept, object }} onPick={setObject} />
      </FilterBuilder>
    </span>
  );
}

const stay = (event: SyntheticEvent) => event.stopPropagation();

/** Whether all of a wide object is asked or one of its faces: everybody, companies, people. */
function Whom({
  kept: { object, objects },
  onPick,
}: {
  readonly kept: KeptFilter;
  readonly onPick: (object: KeptFilter["object"]) => void;
}) {
  const t = useT();
  const title = useObjectTitle();
  if (objects.length < 2) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("records.filter.of_whom")}
      value={object.name}
      data={objects.map(({ name }) => ({ value: name, label: title(name, "many") }))}
      onChange={(name) => {
        const picked = objects.find((one) => one.name === name);
        if (picked) onPick(picked);
      }}
    />
  );
}
