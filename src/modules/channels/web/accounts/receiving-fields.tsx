import { Select } from "@mantine/core";
import { useRecords } from "#records/web";
import { useT } from "#web/texts.ts";

interface FieldProps<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

interface QueueFieldProps extends FieldProps<string | null> {
  /** That of an account unless told. */
  readonly label?: string;
  readonly placeholder?: string;
}

/** The queue in which what comes in waits. */
export function QueueField({ value, onChange, label, placeholder }: QueueFieldProps) {
  const t = useT();
  const { rows: queues } = useRecords("queue", { fields: ["name"], limit: 200 });
  return (
    <Select
      label={label ?? t("fields.channel_account.queue")}
      placeholder={placeholder}
      clearable
      data={queues.map(({ id, name }) => ({ value: id, label: String(name) }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** What becomes of those whom nobody knows. */
export function UnknownField({ value, onChange }: FieldProps<"wait" | "lead">) {
  const t = useT();
  return (
    <Select
      label={t("fields.channel_account.unknown")}
      allowDeselect={false}
      data={(["wait", "lead"] as const).map((one) => ({
        value: one,
        label: t(`options.channel_account.unknown.${one}`),
      }))}
      value={value}
      onChange={(chosen) => onChange(chosen === "lead" ? "lead" : "wait")}
    />
  );
}
