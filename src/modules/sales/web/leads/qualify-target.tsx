import { Radio } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { FieldInput, FieldValue, useFieldTitle, useObject, useObjectTitle } from "#records/web";
import type { LeadTarget, PlannedTarget } from "#sales/contract";
import { useT } from "#web/texts.ts";
import type { Decisions } from "./acting.ts";
import styles from "./leads.module.css";

interface QualifyTargetProps {
  readonly object: LeadTarget;
  readonly planned: PlannedTarget;
  readonly decided: Decisions[LeadTarget];
  readonly onDecide: (decision: Decisions[LeadTarget]) => void;
}

/** One of the three: made anew, joined to one that is there, or left out, with what it gets. */
export function QualifyTarget({ object, planned, decided, onDecide }: QualifyTargetProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const { grant } = useObject(object);
  const way = decided?.way ?? planned.way;
  const id = decided?.id ?? planned.joins?.id;
  const values = decided?.values ?? planned.values;
  const [other, setOther] = useState<LinkValue | null>(null);
  const known = [...(planned.joins ? [{ ...planned.joins, score: null }] : []), ...planned.candidates];
  const joinable = [
    ...known,
    ...(other && known.every((one) => one.id !== other.id) ? [{ ...other, score: null }] : []),
  ];
  const choose = (choice: string): void =>
    onDecide(
      choice === "make" || choice === "none" ? { way: choice, values } : { way: "join", id: choice, values },
    );
  return (
    <fieldset className={styles.target}>
      <legend className={styles.legend}>{titleOf(object, "one")}</legend>
      <Radio.Group
        value={way === "join" ? (id ?? "none") : way}
        onChange={choose}
        aria-label={titleOf(object, "one")}
      >
        <div className={styles.choices}>
          {grant.create && <Radio size="xs" value="make" label={t("sales.leads.make_new")} />}
          {joinable.map(({ id: one, title, score }) => (
            <Radio
              key={one}
              size="xs"
              value={one}
              label={
                score === null
                  ? t("sales.leads.join", { title })
                  : t("sales.leads.join_likely", { title, percent: Math.round(score * 100) })
              }
            />
          ))}
          <Radio size="xs" value="none" label={t("sales.leads.leave_out")} />
        </div>
      </Radio.Group>
      <FieldInput
        object="lead"
        name={object}
        field={{ type: "link", to: object }}
        value={null}
        ariaLabel={t("sales.leads.use_other")}
        onChange={(picked) => {
          const link = picked as LinkValue | null;
          if (!link) return;
          setOther(link);
          onDecide({ way: "join", id: link.id, values });
        }}
      />
      {way === "make" && planned.candidates.some(({ score }) => score !== null) && (
        <p className={styles.warning} role="status">
          {t("sales.leads.may_be_there")}
        </p>
      )}
      {way !== "none" && (
        <Gets
          object={object}
          isNew={way === "make"}
          values={values}
          onChange={(next) => onDecide({ way, ...(id && way === "join" && { id }), values: next })}
        />
      )}
    </fieldset>
  );
}

interface GetsProps {
  readonly object: LeadTarget;
  readonly isNew: boolean;
  readonly values: Readonly<Record<string, unknown>>;
  readonly onChange: (values: Record<string, unknown>) => void;
}

/** The values it gets; the name of a new one can be written otherwise. */
function Gets({ object, isNew, values, onChange }: GetsProps) {
  const fieldTitle = useFieldTitle();
  const { fields } = useObject(object);
  const { name } = fields;
  const shown = Object.entries(values).filter(([field]) => fields[field] && field !== "name");
  return (
    <>
      {isNew && name && (
        <FieldInput
          object={object}
          name="name"
          field={name}
          value={shownName(object, values["name"])}
          ariaLabel={fieldTitle(object, "name")}
          onChange={(next) => onChange({ ...values, name: next })}
        />
      )}
      {shown.length > 0 && (
        <dl className={styles.gets}>
          {shown.map(([field, value]) => {
            const known = fields[field];
            return (
              known && (
                <div key={field}>
                  <dt>{fieldTitle(object, field)}</dt>
                  <dd>
                    <FieldValue object={object} name={field} field={known} value={value} />
                  </dd>
                </div>
              )
            );
          })}
        </dl>
      )}
    </>
  );
}

// The map may give a person's name in one piece; the input takes it in parts.
function shownName(object: LeadTarget, name: unknown): unknown {
  if (object !== "person" || typeof name !== "string") return name ?? null;
  const words = name.trim().split(/\s+/);
  const [given = "", ...rest] = words;
  return { given, family: rest.join(" ") || null };
}
