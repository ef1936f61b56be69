import { Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { Suspense } from "react";
import type { Filter } from "#kernel/filter";
import type { AdministeredObject, CustomType } from "#records/contract";
import { FilterInput, useFieldTitle, useMetadata, useRelatedTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { fieldProblem } from "../field-problem.ts";
import { FormulaInput } from "./formula-input.tsx";
import { OptionsEditor } from "./options-editor.tsx";
import { TextsInput } from "./texts-input.tsx";
import { useNameOfObject, useObjects } from "./use-objects.ts";

interface TypeSettingsProps<K extends CustomType = CustomType> {
  readonly object: AdministeredObject;
  readonly kind: K;
  readonly isNew: boolean;
  readonly onChange: (kind: CustomType) => void;
  readonly error: unknown;
}

/** What a type of field needs to know beyond its name. */
export function TypeSettings({ kind, ...rest }: TypeSettingsProps) {
  switch (kind.type) {
    case "choice":
    case "choices":
      return (
        <OptionsEditor
          options={kind.options}
          onChange={(options) => rest.onChange({ ...kind, options })}
          error={fieldProblem(rest.error, "options")}
        />
      );
    case "link":
    case "links":
      return <LinkSettings kind={kind} {...rest} />;
    case "number":
    case "decimal":
      return <NumberSettings kind={kind} {...rest} />;
    case "formula":
      return (
        <FormulaInput
          object={rest.object}
          expression={kind.expression}
          onChange={(expression) => rest.onChange({ ...kind, expression })}
        />
      );
    case "rollup":
      return <RollupSettings kind={kind} {...rest} />;
    case "auto_number":
      return <NumberingSettings kind={kind} {...rest} />;
    default:
      return null;
  }
}

type Kind<T extends CustomType["type"]> = Extract<CustomType, { type: T }>;

function LinkSettings({ kind, isNew, onChange, error }: TypeSettingsProps<Kind<"link" | "links">>) {
  const t = useT();
  const nameOf = useNameOfObject();
  const objects = (useObjects() ?? []).filter((object) => object.removedAt === null);
  // A role and a stage of a log are not what people link to.
  const targets = objects.filter((object) => object.extensible || object.name === "party");
  return (
    <Stack gap="md">
      <Select
        label={t("settings.objects.link_to")}
        data={targets.map((object) => ({ value: object.name, label: nameOf(object) }))}
        value={kind.to || null}
        disabled={!isNew}
        searchable
        required
        withAsterisk={false}
        error={fieldProblem(error, "to")}
        onChange={(to) => onChange({ ...kind, to: to ?? "" })}
      />
      <TextsInput
        label={t("settings.objects.related_label")}
        description={t("settings.objects.related_label_text")}
        value={kind.relatedLabel ?? {}}
        onChange={(relatedLabel) => {
          const { relatedLabel: _before, ...rest } = kind;
          onChange(Object.keys(relatedLabel).length > 0 ? { ...rest, relatedLabel } : rest);
        }}
      />
    </Stack>
  );
}

function NumberSettings({ kind, onChange }: TypeSettingsProps<Kind<"number" | "decimal">>) {
  const t = useT();
  const set = (name: "min" | "max" | "scale", value: string | number) => {
    const { [name as "min"]: _before, ...rest } = kind;
    onChange((value === "" ? rest : { ...rest, [name]: Number(value) }) as CustomType);
  };
  return (
    <Group grow>
      <NumberInput
        label={t("settings.objects.min")}
        value={kind.min ?? ""}
        onChange={(value) => set("min", value)}
      />
      {kind.type === "number" ? (
        <NumberInput
          label={t("settings.objects.max")}
          value={kind.max ?? ""}
          onChange={(value) => set("max", value)}
        />
      ) : (
        <NumberInput
          label={t("settings.objects.scale")}
          min={0}
          max={10}
          value={kind.scale ?? ""}
          onChange={(value) => set("scale", value)}
        />
      )}
    </Group>
  );
}

const aggregates = ["count", "sum", "avg", "min", "max"] as const;
const summed: ReadonlySet<string> = new Set(["number", "decimal", "money", "percent"]);
const compared: ReadonlySet<string> = new Set([...summed, "date", "date_time"]);

function RollupSettings({ object, kind, onChange, error }: TypeSettingsProps<Kind<"rollup">>) {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useFieldTitle();
  const relatedTitle = useRelatedTitle();
  const known = objects[object.name];
  const lists = Object.keys(known?.related ?? {});
  const target = objects[known?.related[kind.related]?.object ?? ""];
  const fitting = kind.aggregate === "min" || kind.aggregate === "max" ? compared : summed;
  const fields = Object.entries(target?.fields ?? {}).filter(([, field]) => fitting.has(field.type));
  return (
    <Stack gap="md">
      <Select
        label={t("settings.objects.rollup_of")}
        data={known ? lists.map((name) => ({ value: name, label: relatedTitle(known, name) })) : []}
        value={kind.related || null}
        searchable
        required
        withAsterisk={false}
        error={fieldProblem(error, "related")}
        onChange={(related) => onChange({ type: "rollup", related: related ?? "", aggregate: "count" })}
      />
      <Group grow align="flex-start">
        <Select
          label={t("settings.objects.aggregate")}
          data={aggregates.map((name) => ({ value: name, label: t(`settings.objects.aggregates.${name}`) }))}
          value={kind.aggregate}
          allowDeselect={false}
          onChange={(aggregate) => {
            const { field: _field, ...rest } = kind;
            onChange({ ...rest, aggregate: aggregate as (typeof aggregates)[number] });
          }}
        />
        {kind.aggregate !== "count" && target && (
          <Select
            label={t("settings.objects.rollup_field")}
            data={fields.map(([name]) => ({ value: name, label: titleOf(target.name, name) }))}
            value={kind.field ?? null}
            required
            withAsterisk={false}
            error={fieldProblem(error, "field")}
            onChange={(field) => onChange({ ...kind, field: field ?? undefined })}
          />
        )}
      </Group>
      {target && (
        <div>
          <div>{t("settings.objects.rollup_filter")}</div>
          <Suspense fallback={null}>
            <FilterInput
              object={target}
              filter={(kind.filter as Filter | undefined) ?? null}
              onFilter={(filter) => onChange({ ...kind, filter: filter ?? undefined })}
            />
          </Suspense>
        </div>
      )}
    </Stack>
  );
}

function NumberingSettings({ kind, onChange }: TypeSettingsProps<Kind<"auto_number">>) {
  const t = useT();
  const example = `${kind.prefix ?? ""}${"1".padStart(kind.digits ?? 1, "0")}`;
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t("settings.objects.prefix")}
        maxLength={20}
        value={kind.prefix ?? ""}
        description={t("settings.objects.number_example", { example })}
        onChange={(event) => onChange({ ...kind, prefix: event.currentTarget.value || undefined })}
      />
      <NumberInput
        label={t("settings.objects.digits")}
        description={t("settings.objects.digits_text")}
        min={1}
        max={12}
        value={kind.digits ?? ""}
        onChange={(digits) => onChange({ ...kind, digits: digits === "" ? undefined : Number(digits) })}
      />
    </Group>
  );
}
