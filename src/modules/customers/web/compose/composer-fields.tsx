import { Button, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { FieldInput, optionsOf, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./composer.module.css";
import type { Draft } from "./draft.ts";

interface ComposerFieldsProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** What one says beside the words: when, how long, what came of it, until when. */
export function ComposerFields({ draft, onChange }: ComposerFieldsProps) {
  const t = useT();
  const { kind } = draft;
  if (kind === "note") return null;
  if (kind === "task") return <TaskFields draft={draft} onChange={onChange} />;
  return (
    <>
      {kind !== "meeting" && (
        <SegmentedControl
          size="xs"
          aria-label={t("compose.direction")}
          value={draft.direction}
          onChange={(direction) => onChange({ direction: direction as Draft["direction"] })}
          data={(["out", "in"] as const).map((value) => ({ value, label: t(`compose.${kind}.${value}`) }))}
        />
      )}
      {kind === "call" && <Outcome draft={draft} onChange={onChange} />}
      {kind !== "email" && (
        <NumberInput
          size="xs"
          className={styles.minutes}
          aria-label={t("compose.minutes")}
          placeholder={t("compose.minutes")}
          suffix={` ${t("compose.minutes_short")}`}
          min={1}
          max={1440}
          hideControls
          value={draft.minutes ?? ""}
          onChange={(minutes) =>
            onChange({ minutes: typeof minutes === "number" && minutes > 0 ? minutes : null })
          }
        />
      )}
      <When key={kind} draft={draft} onChange={onChange} />
    </>
  );
}

function TaskFields({ draft, onChange }: ComposerFieldsProps) {
  const t = useT();
  const task = useObject("task");
  const option = useOptionTitle();
  const { user } = useSession();
  const me = { id: user.id, title: user.name, object: "user" };
  const { priority, owner } = task.fields;
  return (
    <>
      <Moment
        label={t("compose.due")}
        object="task"
        name="due_at"
        value={draft.due}
        onChange={(due) => onChange({ due })}
      />
      {priority && (
        <Select
          size="xs"
          className={styles.choice}
          aria-label={t("compose.priority")}
          allowDeselect={false}
          data={optionsOf(priority).map((key) => ({ value: key, label: option("task", "priority", key) }))}
          value={draft.priority}
          onChange={(value) => value && onChange({ priority: value })}
        />
      )}
      {owner && (
        <div className={styles.owner} title={t("compose.owner")}>
          <FieldInput
            object="task"
            name="owner"
            field={owner}
            value={draft.owner ?? me}
            ariaLabel={t("compose.owner")}
            onChange={(value) => onChange({ owner: value })}
          />
        </div>
      )}
    </>
  );
}

function Outcome({ draft, onChange }: ComposerFieldsProps) {
  const t = useT();
  const option = useOptionTitle();
  const field = useObject("interaction").fields.outcome;
  if (!field) return null;
  return (
    <Select
      size="xs"
      className={styles.choice}
      aria-label={t("compose.outcome")}
      placeholder={t("compose.outcome")}
      clearable
      data={optionsOf(field).map((key) => ({ value: key, label: option("interaction", "outcome", key) }))}
      value={draft.outcome}
      onChange={(outcome) => onChange({ outcome })}
    />
  );
}

/** It was just now, unless one says otherwise. */
function When({ draft, onChange }: ComposerFieldsProps) {
  const t = useT();
  const [other, setOther] = useState(draft.at !== null || draft.kind === "meeting");
  if (!other) {
    return (
      <Button variant="default" size="xs" className={styles.now} onClick={() => setOther(true)}>
        {t("compose.now")}
      </Button>
    );
  }
  return (
    <Moment
      label={t("compose.at")}
      object="interaction"
      name="at"
      value={draft.at}
      onChange={(at) => onChange({ at })}
    />
  );
}

interface MomentProps {
  readonly label: string;
  readonly object: string;
  readonly name: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function Moment({ label, object, name, value, onChange }: MomentProps) {
  const field = useObject(object).fields[name];
  const title = useFieldTitle()(object, name);
  if (!field) return null;
  return (
    <label className={styles.moment}>
      <span>{label}</span>
      <FieldInput
        object={object}
        name={name}
        field={field}
        value={value}
        ariaLabel={`${label}, ${title}`}
        onChange={(next) => onChange((next as string | null) ?? null)}
      />
    </label>
  );
}
