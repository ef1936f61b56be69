import { Button, NativeSelect, Popover } from "@mantine/core";
import { IconPencil, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { FieldInput } from "../field-view.tsx";
import { InsideBox } from "../input/inside-box.ts";
import { isWritable, useFieldTitle } from "../metadata.ts";
import styles from "./bulk.module.css";

interface BulkChangeProps {
  readonly object: ObjectMetadata;
  /** `value` as it is shown; null empties the field. */
  readonly onChange: (field: string, value: unknown) => void;
}

/** Sets one field of all that are chosen; the owner has a button of its own. */
export function BulkChange({ object, onChange }: BulkChangeProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const fields = Object.entries(object.fields)
    .filter(
      ([name, field]) => isWritable(object, field) && !field.hidden && !field.unique && name !== object.title,
    )
    .map(([name]) => name);
  return (
    <>
      {fields.includes("owner") && (
        <SetField
          object={object}
          fields={["owner"]}
          label={fieldTitle(object.name, "owner")}
          icon={IconUserCheck}
          onChange={onChange}
        />
      )}
      <SetField
        object={object}
        fields={fields.filter((name) => name !== "owner")}
        label={t("records.bulk.change")}
        icon={IconPencil}
        onChange={onChange}
      />
    </>
  );
}

function SetField({
  object,
  fields,
  label,
  icon: Icon,
  onChange,
}: BulkChangeProps & {
  readonly fields: readonly string[];
  readonly label: string;
  readonly icon: typeof IconPencil;
}) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(fields[0] ?? "");
  const [value, setValue] = useState<unknown>(null);
  const field = object.fields[name];
  if (!field) return null;
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withinPortal position="top">
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon size={15} stroke={1.5} />}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <form
          className={styles.editor}
          onSubmit={(event) => {
            event.preventDefault();
            setOpened(false);
            onChange(name, value);
          }}
        >
          {fields.length > 1 && (
            <NativeSelect
              aria-label={t("records.bulk.field")}
              value={name}
              data={fields.map((one) => ({ value: one, label: fieldTitle(object.name, one) }))}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setValue(null);
              }}
            />
          )}
          <InsideBox value>
            <FieldInput
              key={name}
              object={object.name}
              name={name}
              field={field}
              value={value}
              onChange={setValue}
              ariaLabel={fieldTitle(object.name, name)}
            />
          </InsideBox>
          <Button type="submit" size="xs" disabled={field.required && value === null}>
            {t(value === null ? "records.bulk.empty" : "records.bulk.set")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
