import { SegmentedControl, Select } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useEffectEvent } from "react";
import type { Filter } from "#kernel/filter";
import { useFieldTitle, useMetadata } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";
import styles from "./board.module.css";
import type { BoardScope } from "./columns.ts";

export interface ScopeState {
  /** Which one the address names; empty where it names none. */
  readonly scope: string;
  readonly setScope: (id: string) => void;
}

interface Scope {
  readonly label: string;
  readonly id: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (id: string) => void;
  /** The filter has chosen already. */
  readonly fixed: boolean;
}

/**
 * Which of the records that hold the columns is shown (which pipeline): the filter's, the address's, the last chosen, the
 * first. Where there are several the address names it, so that it opens the same board for a colleague.
 */
export function useScope(
  object: string,
  scope: BoardScope | null,
  filter: Filter | null | undefined,
  { scope: named, setScope }: ScopeState,
): Scope {
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const target = scope ? objects[scope.object] : undefined;
  const listed = useRecords(scope?.object ?? object, {
    enabled: target !== undefined,
    limit: 50,
    sort: target?.sort,
  });
  const [last, setLast] = useLocalStorage<string | null>({
    key: `rapport.board.${object}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const options = target
    ? listed.rows.map((record) => ({ value: record.id, label: recordTitle(target, record) }))
    : [];
  const asked = scope ? chosenBy(filter, scope.field) : null;
  const id =
    [asked, named, last].find((one) => options.some((option) => option.value === one)) ??
    options[0]?.value ??
    null;
  const fixed = asked !== null && asked === id;
  const write = useEffectEvent(() => {
    if (id !== null && id !== named && options.length > 1 && !fixed) setScope(id);
  });
  useEffect(write, [id, options.length, fixed]);
  return {
    label: scope ? fieldTitle(object, scope.field) : "",
    id,
    options,
    choose: (next) => {
      setLast(next);
      setScope(next);
    },
    fixed,
  };
}

export function ScopeSwitch({ label, id, options, choose, fixed }: Scope) {
  if (options.length < 2 || fixed || id === null) return null;
  return (
    <div className={styles.scope}>
      {options.length <= 4 ? (
        <SegmentedControl size="xs" aria-label={label} data={[...options]} value={id} onChange={choose} />
      ) : (
        <Select
          size="xs"
          aria-label={label}
          data={[...options]}
          value={id}
          onChange={(value) => value && choose(value)}
          allowDeselect={false}
        />
      )}
    </div>
  );
}

function chosenBy(filter: Filter | null | undefined, field: string): string | null {
  if (!filter) return null;
  if ("and" in filter)
    return filter.and.map((one) => chosenBy(one, field)).find((one) => one !== null) ?? null;
  return "field" in filter && filter.field === field && filter.op === "is" && typeof filter.value === "string"
    ? filter.value
    : null;
}
