import { Avatar } from "#web/avatar.tsx";
import type { LinkValue } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { useRecordSearch } from "../../web/input/record-search.tsx";
import styles from "../choice/dot.module.css";

export function Show({ value }: ShowProps) {
  const { title } = value as LinkValue;
  return (
    <span className={styles.option} title={title}>
      <Avatar name={title} kind="person" size={18} />
      <span className={styles.label}>{title}</span>
    </span>
  );
}

/** Only those who still work here can be picked. */
export function Edit(props: EditProps) {
  const found = useRecordSearch("user", { field: "active", op: "is", value: true });
  const value = (props.value as LinkValue | null | undefined) ?? null;
  return (
    <OptionPicker
      {...props}
      value={value?.id ?? null}
      label={value?.title ?? ""}
      required={props.field.required}
      options={found.options}
      searching={found.searching}
      onSearch={found.search}
      onPick={(id) => (props.onDone ?? props.onChange)(id === null ? null : (found.linkOf(id) ?? value))}
    />
  );
}
