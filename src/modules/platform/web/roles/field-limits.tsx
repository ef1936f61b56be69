import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Grant, ObjectMetadata } from "#records/contract";
import { useFieldTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { withLimit } from "./granting.ts";
import styles from "./roles.module.css";

interface FieldLimitsProps {
  readonly object: ObjectMetadata;
  readonly grant: Grant;
  readonly onChange: (grant: Grant) => void;
}

const limits = ["free", "read_only", "hidden"] as const;

/** Each field of a kind of record: free, read-only or hidden. What the product writes itself is free or hidden. */
export function FieldLimits({ object, grant, onChange }: FieldLimitsProps) {
  const t = useT();
  const titleOf = useFieldTitle();
  const [words, setWords] = useState("");
  const fields = Object.entries(object.fields)
    .filter(([, field]) => !field.hidden)
    .map(([name, field]) => ({ name, title: titleOf(object.name, name), written: !field.readOnly }))
    .filter(({ title }) => title.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()));
  return (
    <section>
      <h3 className={styles.linesTitle}>{t("settings.roles.verbs.fields")}</h3>
      <p className={styles.quiet}>{t("settings.roles.fields.text")}</p>
      <TextInput
        my="xs"
        leftSection={<IconSearch size={16} stroke={1.5} />}
        placeholder={t("settings.roles.fields.find")}
        aria-label={t("settings.roles.fields.find")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {fields.map(({ name, title, written }) => (
        <div key={name} className={styles.field}>
          <span className={styles.fieldTitle} data-limited={grant.fields?.[name] !== undefined}>
            {title}
          </span>
          <SegmentedControl
            size="xs"
            aria-label={title}
            data={limits
              .filter((limit) => written || limit !== "read_only")
              .map((limit) => ({ value: limit, label: t(`settings.roles.fields.limits.${limit}`) }))}
            value={grant.fields?.[name] ?? "free"}
            onChange={(limit) =>
              onChange(withLimit(grant, name, limit === "hidden" || limit === "read_only" ? limit : null))
            }
          />
        </div>
      ))}
    </section>
  );
}
