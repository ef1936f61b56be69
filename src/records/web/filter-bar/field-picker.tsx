import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { useFieldTitle, useMetadata } from "../metadata.ts";
import styles from "./filter.module.css";
import { type FilterField, fieldsAcross, fieldsAt, linksAt, relatedNames } from "./filter-fields.ts";
import { useRelatedPathTitle } from "./use-words.ts";

interface FieldPickerProps {
  readonly object: ObjectMetadata;
  /** A field, or the name of a list of related records. */
  readonly onPick: (picked: FilterField | string) => void;
  /** Where nothing around it hears of the key: its list, which never shuts, keeps it. */
  readonly onEscape?: () => void;
}

interface Option {
  readonly value: string;
  readonly label: string;
  /** It leads to the fields behind a link. */
  readonly onward?: boolean;
}

const relatedMark = "related:";
const linkMark = "link:";
const back = "back";
const mostAcross = 60;

/** Fields of the object, the way through its links, and related records, found by typing. */
export function FieldPicker({ object, onPick, onEscape }: FieldPickerProps) {
  const t = useT();
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const relatedTitle = useRelatedPathTitle();
  const [prefix, setPrefix] = useState("");
  const [search, setSearch] = useState("");
  // The options stand open below the input: there is no dropdown to open first.
  const store = useCombobox({ opened: true });
  const here = useMemo(() => fieldsAt(object, objects, prefix), [object, objects, prefix]);
  const further = useMemo(() => fieldsAcross(object, objects, prefix), [object, objects, prefix]);
  const typed = search.trim().toLocaleLowerCase();
  const fits = ({ label }: Option) => label.toLocaleLowerCase().includes(typed);
  // Behind a link its own name need not be read with every field.
  const shown = (path: string) => fieldTitle(object.name, path);
  const short = (label: string) => (prefix ? label.slice(`${shown(prefix.slice(0, -1))} ▸ `.length) : label);
  const own = here.map(optionOf).filter(fits);
  const links = linksAt(object, objects, prefix)
    .map(
      (link): Option => ({
        value: linkMark + link,
        label: short(shown(link.slice(0, -1))),
        onward: true,
      }),
    )
    .filter(fits);
  // Across links there are many: they come once something is typed.
  const across = typed ? further.map(optionOf).filter(fits).slice(0, mostAcross) : [];
  const lists = relatedNames(object, objects, prefix)
    .map((name): Option => ({ value: relatedMark + name, label: short(relatedTitle(object, name)) }))
    .filter(fits);

  useEffect(() => {
    // The first option behind a link leads back.
    if (prefix) store.selectOption(1);
    else store.selectFirstOption();
  }, [typed, prefix]);

  function optionOf({ path }: FilterField): Option {
    return { value: path, label: short(shown(path)) };
  }
  function go(to: string): void {
    setPrefix(to);
    setSearch("");
  }
  function submit(value: string): void {
    if (value === back)
      return go(
        prefix
          .split(".")
          .slice(0, -2)
          .map((name) => `${name}.`)
          .join(""),
      );
    if (value.startsWith(linkMark)) return go(value.slice(linkMark.length));
    if (value.startsWith(relatedMark)) return onPick(value.slice(relatedMark.length));
    const field = [...here, ...further].find((one) => one.path === value);
    if (field) onPick(field);
  }
  return (
    <Combobox store={store} onOptionSubmit={submit}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          aria-label={t("records.filter.field")}
          placeholder={prefix ? shown(prefix.slice(0, -1)) : t("records.filter.field")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Backspace" && !search && prefix) submit(back);
            if (event.key === "Escape") onEscape?.();
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        mah={320}
        tabIndex={0}
        style={{ overflowY: "auto" }}
        aria-label={t("records.filter.field")}
      >
        {prefix && (
          <Combobox.Option value={back}>
            <Line before={<IconChevronLeft size={14} stroke={1.5} aria-hidden="true" />}>
              {shown(prefix.slice(0, -1))}
            </Line>
          </Combobox.Option>
        )}
        <Options some={own} />
        <Titled title={t("records.filter.across")} some={[...links, ...across]} />
        <Titled title={t("records.filter.related_title")} some={lists} />
        {own.length + links.length + across.length + lists.length === 0 && (
          <Combobox.Empty>{t("records.input.nothing_found")}</Combobox.Empty>
        )}
      </Combobox.Options>
    </Combobox>
  );
}

function Titled({ title, some }: { readonly title: string; readonly some: readonly Option[] }) {
  return some.length > 0 ? (
    <Combobox.Group label={title}>
      <Options some={some} />
    </Combobox.Group>
  ) : null;
}

function Options({ some }: { readonly some: readonly Option[] }) {
  return some.map(({ value, label, onward }) => (
    <Combobox.Option key={value} value={value}>
      {onward ? (
        <Line after={<IconChevronRight size={14} stroke={1.5} aria-hidden="true" />}>{label}</Line>
      ) : (
        label
      )}
    </Combobox.Option>
  ));
}

function Line({ before, after, children }: { before?: ReactNode; after?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.option}>
      {before}
      <span>{children}</span>
      {after}
    </span>
  );
}
