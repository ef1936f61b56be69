import { Select, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMetadata, useObjectTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { TopicCard } from "./topic-card.tsx";
import { type DraftTopic, newTopic, replaced } from "./webhook-draft.ts";
import { webhookEventsQuery } from "./webhook-queries.ts";

interface TopicCardsProps {
  readonly topics: readonly DraftTopic[];
  readonly onTopics: (topics: readonly DraftTopic[]) => void;
}

/** The kinds of records that a webhook tells of, a card each, and the choice of one more. */
export function TopicCards({ topics, onTopics }: TopicCardsProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const { objects } = useMetadata();
  const { data: known = [] } = useQuery(webhookEventsQuery);
  const left = known.filter(
    ({ object }) => objects[object] && !topics.some((topic) => topic.object === object),
  );
  const choices = left.map(({ object }) => ({ value: object, label: titleOf(object, "many") }));
  return (
    <Stack gap="sm">
      {topics.map((topic) => (
        <TopicCard
          key={topic.key}
          topic={topic}
          events={known.find(({ object }) => object === topic.object)?.events ?? topic.events}
          onTopic={(next) => onTopics(replaced(topics, topic, next))}
        />
      ))}
      <Select
        searchable
        aria-label={t("webhooks.add_topic")}
        placeholder={t("webhooks.add_topic")}
        leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
        data={choices.sort((left, right) => left.label.localeCompare(right.label))}
        value={null}
        onChange={(object) => object && onTopics([...topics, newTopic(object)])}
      />
    </Stack>
  );
}
