import { Checkbox, MultiSelect } from "@mantine/core";
import { Suspense } from "react";
import { FilterInput, useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { useEventTitle } from "./event-titles.ts";
import type { DraftTopic } from "./webhook-draft.ts";
import styles from "./webhooks.module.css";

interface TopicCardProps {
  readonly topic: DraftTopic;
  /** All that can be told of its kind. */
  readonly events: readonly string[];
  readonly onTopic: (topic: DraftTopic | null) => void;
}

/** What is told of one kind of record: which events, of changes to which fields, of which records. */
export function TopicCard({ topic, events, onTopic }: TopicCardProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const eventTitle = useEventTitle();
  const object = useMetadata().objects[topic.object];
  const title = titleOf(topic.object, "many");
  const choose = (chosen: string[]) => {
    const { fields, ...rest } = topic;
    onTopic({ ...rest, events: chosen, ...(fields && chosen.includes("changed") ? { fields } : {}) });
  };
  return (
    <fieldset className={styles.topic}>
      <legend className={styles.legend}>{title}</legend>
      <div className={styles.topicHead}>
        <ObjectIcon name={object?.icon ?? "database"} />
        <strong>{title}</strong>
        <RemoveButton label={t("webhooks.remove_topic", { title })} onClick={() => onTopic(null)} />
      </div>
      <Checkbox.Group aria-label={t("webhooks.which_events")} value={[...topic.events]} onChange={choose}>
        <div className={styles.events}>
          {events.map((event) => (
            <Checkbox key={event} size="xs" value={event} label={eventTitle(event)} />
          ))}
        </div>
      </Checkbox.Group>
      {topic.events.includes("changed") && <FieldChoice topic={topic} onTopic={onTopic} />}
      {object && (
        <Suspense fallback={null}>
          <FilterInput
            object={object}
            filter={topic.filter ?? null}
            label={t("webhooks.filter")}
            onFilter={(filter) => {
              const { filter: _, ...rest } = topic;
              onTopic(filter ? { ...rest, filter } : rest);
            }}
          />
        </Suspense>
      )}
    </fieldset>
  );
}

function FieldChoice({ topic, onTopic }: Pick<TopicCardProps, "topic" | "onTopic">) {
  const t = useT();
  const titleOf = useFieldTitle();
  const fields = useMetadata().objects[topic.object]?.fields ?? {};
  const choices = Object.keys(fields)
    .filter((name) => !fields[name]?.hidden)
    .map((name) => ({ value: name, label: titleOf(topic.object, name) }));
  const choose = (chosen: string[]) => {
    const { fields: _, ...rest } = topic;
    onTopic(chosen.length > 0 ? { ...rest, fields: chosen } : rest);
  };
  return (
    <MultiSelect
      searchable
      clearable
      size="xs"
      label={t("webhooks.fields")}
      placeholder={topic.fields?.length ? undefined : t("webhooks.any_field")}
      data={choices}
      value={[...(topic.fields ?? [])]}
      onChange={choose}
    />
  );
}
