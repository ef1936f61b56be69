import { Checkbox, Collapse, NumberInput, Select, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Filter } from "#kernel/filter";
import type { AdministeredField, AdministeredObject } from "#records/contract";
import { ConditionInput } from "./condition-input.tsx";
import type { FieldDraft } from "./field-draft.ts";
import { reckonedTypes, searchedTypes, uniqueTypes } from "./field-types.ts";
import { fieldProblem } from "../field-problem.ts";
import styles from "./objects.module.css";
import { useT } from "#web/texts.ts";

interface FieldFlagsProps {
  readonly object: AdministeredObject;
  readonly field: AdministeredField | undefined;
  readonly type: string;
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly error: unknown;
}

type Flag = "required" | "unique" | "hidden" | "searched" | "indexed";

const conditions = ["shownWhen", "requiredWhen", "readOnlyWhen"] as const;

/** What may be asked of a field beyond its type: that it is there, that it is found, when it is shown. */
export function FieldFlags({ object, field, type, draft, onChange, error }: FieldFlagsProps) {
  const t = useT();
  const [open, setOpen] = useState(conditions.some((name) => draft[name]));
  const isOwn = !field || field.custom;
  const isReckoned = reckonedTypes.has(type);
  const isWritten = !isReckoned && !field?.field.readOnly;
  const flags: readonly (readonly [Flag, boolean])[] = [
    ["required", isWritten && type !== "boolean"],
    ["unique", isWritten && uniqueTypes.has(type)],
    ["searched", isOwn && searchedTypes.has(type)],
    ["indexed", isOwn && !isReckoned && !["links", "long_text", "file", "address"].includes(type)],
    ["hidden", true],
  ];
  const offered = conditions.filter((name) => name === "shownWhen" || isWritten);
  return (
    <>
      <Stack gap="xs">
        {flags
          .filter(([, isOffered]) => isOffered)
          .map(([flag]) => (
            <Checkbox
              key={flag}
              label={t(`settings.objects.flag.${flag}.title`)}
              description={t(`settings.objects.flag.${flag}.text`)}
              checked={draft[flag] ?? false}
              error={fieldProblem(error, flag)}
              onChange={(event) => onChange({ [flag]: event.currentTarget.checked })}
            />
          ))}
      </Stack>
      {isWritten && (
        <DefaultInput type={type} draft={draft} onChange={onChange} error={fieldProblem(error, "default")} />
      )}
      <UnstyledButton className={styles.others} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("settings.objects.conditions")}
      </UnstyledButton>
      <Collapse expanded={open}>
        <Stack gap="md">
          {offered.map((name) => (
            <ConditionInput
              key={name}
              object={object.name}
              label={t(`settings.objects.condition.${name}`)}
              filter={draft[name] ?? null}
              onFilter={(filter: Filter | null) => onChange({ [name]: filter })}
              error={fieldProblem(error, name)}
            />
          ))}
        </Stack>
      </Collapse>
    </>
  );
}

interface DefaultInputProps {
  readonly type: string;
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly error: string | undefined;
}

/** The value of a new record that says nothing, for the types of which one can be written down. */
function DefaultInput({ type, draft, onChange, error }: DefaultInputProps) {
  const t = useT();
  const label = t("settings.objects.default");
  const value = draft.default ?? null;
  const set = (next: string | number | boolean | null) => onChange({ default: next === "" ? null : next });
  if (type === "boolean")
    return (
      <Checkbox
        label={t("settings.objects.default_on")}
        checked={value === true}
        onChange={(event) => set(event.currentTarget.checked || null)}
      />
    );
  if (type === "number" || type === "percent")
    return (
      <NumberInput
        label={label}
        value={(value as number | null) ?? ""}
        error={error}
        onChange={(next) => set(next === "" ? null : Number(next))}
      />
    );
  if (type === "choice") {
    const options = draft.kind && "options" in draft.kind ? draft.kind.options : [];
    // An option that is only now being added has no key yet.
    const known = options.flatMap(({ key, label: text }) => (key ? [{ value: key, label: text }] : []));
    if (known.length === 0) return null;
    return (
      <Select
        label={label}
        clearable
        data={known}
        value={value as string | null}
        error={error}
        onChange={set}
      />
    );
  }
  if (!["text", "long_text", "decimal", "url", "email", "phone"].includes(type)) return null;
  return (
    <TextInput
      label={label}
      value={(value as string | null) ?? ""}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
