import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ImportDetails, Mapping, ValueChoice, ValueMatches } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { importQuery, valuesQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

interface StepProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** What each distinct value of the file stands for: an option, a record, something new, nothing. */
export function ValuesStep({ details, mapping, onChange }: StepProps) {
  const t = useT();
  const { data } = useQuery(valuesQuery(details.id));
  const known = useQuery(importQuery(details.id)).data ?? details;
  const decide = (matches: ValueMatches, value: string, choice: ValueChoice) =>
    onChange({
      ...mapping,
      assignments: mapping.assignments.map((one) =>
        one.column === matches.column && one.target === matches.target
          ? { ...one, values: { ...one.values, [value]: choice } }
          : one,
      ),
    });
  if (data?.length === 0) return <p className={styles.quiet}>{t("exchange.values.none")}</p>;
  return data?.map((matches) => (
    <ColumnValues
      key={`${matches.column} ${matches.target}`}
      matches={matches}
      heading={known.columns[matches.column]?.name ?? ""}
      mapping={mapping}
      onDecide={(value, choice) => decide(matches, value, choice)}
    />
  ));
}

interface ColumnValuesProps {
  readonly matches: ValueMatches;
  readonly heading: string;
  readonly mapping: Mapping;
  readonly onDecide: (value: string, choice: ValueChoice) => void;
}

const shownAtOnce = 100;

function ColumnValues({ matches, heading, mapping, onDecide }: ColumnValuesProps) {
  const t = useT();
  const { titleOf } = useTargets(mapping.object);
  const [all, setAll] = useState(false);
  const open = matches.values.filter((one) => one.match !== "exact");
  const exact = matches.values.length - open.length;
  const shown = (all ? matches.values : open).slice(0, shownAtOnce);
  const decided =
    mapping.assignments.find((one) => one.column === matches.column && one.target === matches.target)
      ?.values ?? {};
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>
        {heading} <span className={styles.quiet}>→ {titleOf(matches.target)}</span>
      </h2>
      {shown.map((one) => (
        <ValueRow
          key={one.value}
          one={one}
          matches={matches}
          choice={decided[one.value] ?? one.choice}
          onDecide={(choice) => onDecide(one.value, choice)}
        />
      ))}
      {exact > 0 && (
        <p className={styles.quiet}>
          {t("exchange.values.exact", { count: exact })}{" "}
          {!all && (
            <Button variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
              {t("exchange.values.show_exact")}
            </Button>
          )}
        </p>
      )}
      {!matches.complete && <p className={styles.quiet}>{t("exchange.values.incomplete")}</p>}
    </section>
  );
}

interface ValueRowProps {
  readonly one: ValueMatches["values"][number];
  readonly matches: ValueMatches;
  readonly choice: ValueChoice;
  readonly onDecide: (choice: ValueChoice) => void;
}

function ValueRow({ one, matches, choice, onDecide }: ValueRowProps) {
  const t = useT();
  const format = useFormat();
  const data = [
    { value: "empty", label: t("exchange.values.empty") },
    ...(matches.creates
      ? [{ value: "create", label: t("exchange.values.create", { value: one.value }) }]
      : []),
    ...matches.candidates.map(({ use, title }) => ({ value: `use ${use}`, label: title })),
  ];
  const value = "use" in choice ? `use ${choice.use}` : "create" in choice ? "create" : "empty";
  const known = data.some((option) => option.value === value)
    ? data
    : [...data, { value, label: "use" in choice ? choice.use : "" }];
  return (
    <div className={styles.value}>
      <span className={styles.valueText}>{one.value}</span>
      <span className={styles.quiet}>{format.number(one.count)}</span>
      <span className={styles.valueBadge} data-match={one.match}>
        {one.match === "like"
          ? t("exchange.values.like")
          : one.match === "none"
            ? t("exchange.values.new")
            : ""}
      </span>
      <Select
        size="xs"
        aria-label={`${t("exchange.values.becomes")}: ${one.value}`}
        data={known}
        value={value}
        searchable
        limit={200}
        allowDeselect={false}
        onChange={(picked) => {
          if (picked === "create") onDecide({ create: true });
          else if (picked === "empty") onDecide({ empty: true });
          else if (picked) onDecide({ use: picked.slice(4) });
        }}
      />
    </div>
  );
}
