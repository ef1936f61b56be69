import { LinkChip } from "#web/link-chip.tsx";
import { notifyProblem } from "#web/notify.ts";
import type { LinkValue } from "../../contract/index.ts";
import { useCreateByName } from "../../web/changing.tsx";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { useRecordSearch } from "../../web/input/record-search.tsx";
import { targetOf, useMetadata } from "../../web/metadata.ts";
import { useObjectSlots } from "../../web/page/slots.ts";
import styles from "../choice/dot.module.css";
import { dotOfRecord, OptionDot } from "../choice/dot.tsx";

export function Show({ object, name, field, value }: ShowProps) {
  const target = targetOf(field);
  const { objects } = useMetadata();
  if (field.governedBy && objects[object]?.board?.group === name)
    return <StateShown object={object} value={value as LinkValue} />;
  return <LinkChip value={value as LinkValue} {...(target ? { object: target } : {})} />;
}

/** The link on which the board stands says in which state the record stands: a stage, not something to open. */
function StateShown({ object, value }: { readonly object: string; readonly value: LinkValue }) {
  const Mark = useObjectSlots(object).boardMove?.mark;
  return (
    <span className={styles.option}>
      {Mark ? <Mark value={value} /> : <OptionDot index={dotOfRecord(value.id)} />}
      <span className={styles.label}>{value.title}</span>
    </span>
  );
}

/** Finds a record as one types; one that is not there yet is made from its name. */
export function Edit(props: EditProps) {
  const target = targetOf(props.field) ?? "";
  const found = useRecordSearch(target);
  const create = useCreateByName(target);
  const value = (props.value as LinkValue | null | undefined) ?? null;
  const done = props.onDone ?? props.onChange;
  return (
    <OptionPicker
      {...props}
      value={value?.id ?? null}
      label={value?.title ?? ""}
      required={props.field.required}
      options={found.options}
      searching={found.searching}
      onSearch={found.search}
      onPick={(id) => done(id === null ? null : (found.linkOf(id) ?? value))}
      {...(create
        ? { onCreate: (name: string) => void create(name).then((made) => made && done(made), notifyProblem) }
        : {})}
    />
  );
}
