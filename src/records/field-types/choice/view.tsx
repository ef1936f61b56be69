import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { optionsOf, useOptionTitle } from "../../web/metadata.ts";
import styles from "./dot.module.css";
import { OptionDot } from "./dot.tsx";

export function Show({ object, name, field, value }: ShowProps) {
  const optionTitle = useOptionTitle();
  const key = String(value);
  return (
    <span className={styles.option}>
      <OptionDot index={optionsOf(field).indexOf(key)} option={key} />
      <span className={styles.label}>{optionTitle(object, name, key)}</span>
    </span>
  );
}

export function Edit(props: EditProps) {
  const { object, name, field, onChange, onDone } = props;
  const optionTitle = useOptionTitle();
  const value = (props.value as string | null | undefined) ?? null;
  return (
    <OptionPicker
      {...props}
      value={value}
      label={value === null ? "" : optionTitle(object, name, value)}
      required={field.required}
      options={optionsOf(field).map((key, index) => ({
        value: key,
        label: optionTitle(object, name, key),
        mark: <OptionDot index={index} option={key} />,
      }))}
      onPick={onDone ?? onChange}
    />
  );
}
