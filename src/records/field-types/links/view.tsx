import { LinkChip } from "#web/link-chip.tsx";
import type { LinkValue } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { ManyPicker } from "../../web/input/many-picker.tsx";
import { useRecordSearch } from "../../web/input/record-search.tsx";
import { targetOf } from "../../web/metadata.ts";
import styles from "../choice/dot.module.css";

export function Show({ field, value, size }: ShowProps) {
  const target = targetOf(field);
  return (
    <span className={styles.many} {...(size === "full" ? { "data-full": true } : {})}>
      {(value as readonly LinkValue[]).map((one) => (
        <LinkChip key={one.id} value={one} {...(target ? { object: target } : {})} />
      ))}
    </span>
  );
}

export function Edit(props: EditProps) {
  const found = useRecordSearch(targetOf(props.field) ?? "");
  const chosen = (props.value as readonly LinkValue[] | null | undefined) ?? [];

  function toggle(id: string): void {
    const without = chosen.filter((one) => one.id !== id);
    const added = found.linkOf(id);
    props.onChange(without.length < chosen.length || !added ? without : [...chosen, added]);
  }
  return (
    <ManyPicker
      {...props}
      options={found.options}
      searching={found.searching}
      onSearch={found.search}
      chosen={chosen.map((one) => ({ value: one.id, label: one.title }))}
      onToggle={toggle}
    />
  );
}
