import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useFieldTitle, useMetadata, useRelatedTitle } from "../metadata.ts";
import { type FilterField, filterFields, relatedNames } from "./filter-fields.ts";

interface FieldPickerProps {
  readonly object: ObjectMetadata;
  /** A field, or the name of a list of related records. */
  readonly onPick: (picked: FilterField | string) => void;
}

const relatedMark = "related:";

/** Fields of the object, those across one link, and related records, found by typing. */
export function FieldPicker({ object, onPick }: FieldPickerProps) {
  const t = useT();
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const relatedTitle = useRelatedTitle();
  const [search, setSearch] = useState("");
  // The options stand open below the input: there is no dropdown to open first.
  const store = useCombobox({ opened: true });
  const fields = useMemo(() => filterFields(object, objects), [object, objects]);
  const related = relatedNames(object).map((name) => ({
    value: relatedMark + name,
    label: relatedTitle(object, name),
  }));
  const typed = search.trim().toLocaleLowerCase();
  const fits = ({ label }: { label: string }) => label.toLocaleLowerCase().includes(typed);
  const all = fields.map((field) => ({
    value: field.path,
    label: fieldTitle(object.name, field.path),
    across: field.object !== object.name,
  }));
  // Across links there are many: they come once something is typed.
  const own = all.filter((one) => !one.across && fits(one));
  const across = all.filter((one) => one.across && fits(one)).slice(0, 60);
  const lists = related.filter(fits);

  useEffect(() => {
    store.selectFirstOption();
  }, [typed]);

  function submit(value: string): void {
    if (value.startsWith(relatedMark)) return onPick(value.slice(relatedMark.length));
    const field = fields.find((one) => one.path === value);
    if (field) onPick(field);
  }
  const options = (some: readonly { value: string; label: string }[]) =>
    some.map(({ value, label }) => (
      <Combobox.Option key={value} value={value}>
        {label}
      </Combobox.Option>
    ));
  return (
    <Combobox store={store} onOptionSubmit={submit}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          aria-label={t("records.filter.field")}
          placeholder={t("records.filter.field")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        mah={320}
        tabIndex={0}
        style={{ overflowY: "auto" }}
        aria-label={t("records.filter.field")}
      >
        {options(own)}
        {across.length > 0 && (
          <Combobox.Group label={t("records.filter.across")}>{options(across)}</Combobox.Group>
        )}
        {lists.length > 0 && (
          <Combobox.Group label={t("records.filter.related_title")}>{options(lists)}</Combobox.Group>
        )}
        {own.length + across.length + lists.length === 0 && (
          <Combobox.Empty>{t("records.input.nothing_found")}</Combobox.Empty>
        )}
      </Combobox.Options>
    </Combobox>
  );
}
