import { CloseButton, Select, TextInput } from "@mantine/core";
import { type Mapping, mostDefaults } from "#exchange/contract";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

interface DefaultValuesProps {
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** What all new records have where the file says nothing of it: the fair they were met at. */
export function DefaultValues({ mapping, onChange }: DefaultValuesProps) {
  const t = useT();
  const { groups, find, titleOf } = useTargets(mapping.object);
  const defaults = mapping.defaults ?? {};
  const change = (next: Readonly<Record<string, string>>) => onChange({ ...mapping, defaults: { ...next } });
  const isFree = (path: string): boolean => {
    const target = find(path);
    return target !== undefined && !target.related && !target.besides && !(path in defaults);
  };
  const data = groups
    .map(({ group, items }) => ({ group, items: items.filter(({ value }) => isFree(value)) }))
    .filter(({ items }) => items.length > 0);
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>{t("exchange.defaults.title")}</h2>
      {Object.entries(defaults).map(([path, text]) => (
        <div key={path} className={styles.default}>
          <span>{titleOf(path)}</span>
          <TextInput
            aria-label={titleOf(path)}
            value={text}
            maxLength={400}
            onChange={(event) => change({ ...defaults, [path]: event.currentTarget.value })}
          />
          <CloseButton
            size="sm"
            aria-label={`${t("exchange.defaults.remove")}: ${titleOf(path)}`}
            onClick={() =>
              change(Object.fromEntries(Object.entries(defaults).filter(([one]) => one !== path)))
            }
          />
        </div>
      ))}
      {Object.keys(defaults).length < mostDefaults && (
        <Select
          className={styles.rest}
          aria-label={t("exchange.defaults.add")}
          placeholder={t("exchange.defaults.add")}
          data={data}
          value={null}
          searchable
          onChange={(path) => path && change({ ...defaults, [path]: "" })}
        />
      )}
    </section>
  );
}
