import { Checkbox, Switch } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";

export function Show({ value, size }: ShowProps) {
  const t = useT();
  const text = t(value ? "records.input.yes" : "records.input.no");
  const Icon = value ? IconCheck : IconMinus;
  return size === "full" ? text : <Icon size={16} stroke={1.5} role="img" aria-label={text} />;
}

export function Edit({ value, onChange, onDone, id, ariaLabel, autoFocus, error, inline }: EditProps) {
  if (!inline) {
    return (
      <Switch
        id={id}
        aria-label={ariaLabel}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <Checkbox
      aria-label={ariaLabel}
      autoFocus={autoFocus}
      checked={value === true}
      onChange={(event) => onDone?.(event.currentTarget.checked)}
      px={8}
    />
  );
}
