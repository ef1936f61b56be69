import { SegmentedControl, Select } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import type { Filter } from "#kernel/filter";
import { useFieldTitle, useMetadata } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";
import styles from "./board.module.css";
import type { BoardScope } from "./columns.ts";

interface Scope {
  readonly label: string;
  readonly id: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (id: string) => void;
  /** The filter has chosen already. */
  readonly fixed: boolean;
}

/** Which of the records that hold the columns is shown (which pipeline): the filter's, the last chosen, the first. */
export function useScope(object: string, scope: BoardScope | null, filter: Filter | null | undefined): Scope {
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const target = scope ? objects[scope.object] : undefined;
  const listed = useRecords(scope?.object ?? object, {
    enabled: target !== undefined,
    limit: 50,
    sort: target?.sort,
  });
  const [chosen, choose] = useLocalStorage<string | null>({
    key: `rapport.board.${object}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const options = target
    ? listed.rows.map((record) => ({ value: record.id, label: recordTitle(target, record) }))
    : [];
  const asked = scope ? chosenBy(filter, scope.field) : null;
  const id =
    [asked, chosen].find((one) => options.some((option) => option.value === one)) ??
    options[0]?.value ??
    null;
  return {
    label: scope ? fieldTitle(object, scope.field) : "",
    id,
    options,
    choose,
    fixed: asked !== null && asked === id,
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
