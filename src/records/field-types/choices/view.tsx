import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { ManyPicker } from "../../web/input/many-picker.tsx";
import { optionsOf, useOptionTitle } from "../../web/metadata.ts";
import styles from "../choice/dot.module.css";
import { OptionDot } from "../choice/dot.tsx";
import { Show as ShowOne } from "../choice/view.tsx";

export function Show(props: ShowProps) {
  const keys = props.value as readonly string[];
  return (
    <span className={styles.many} {...(props.size === "full" ? { "data-full": true } : {})}>
      {keys.map((key) => (
        <ShowOne key={key} {...props} value={key} />
      ))}
    </span>
  );
}

export function Edit(props: EditProps) {
  const { object, name, field, onChange } = props;
  const optionTitle = useOptionTitle();
  const keys = (props.value as readonly string[] | null | undefined) ?? [];
  const options = optionsOf(field).map((key, index) => ({
    value: key,
    label: optionTitle(object, name, key),
    mark: <OptionDot index={index} option={key} />,
  }));
  return (
    <ManyPicker
      {...props}
      options={options}
      chosen={options.filter((option) => keys.includes(option.value))}
      onToggle={(key) => onChange(keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key])}
    />
  );
}
