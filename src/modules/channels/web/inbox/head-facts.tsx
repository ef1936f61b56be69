import { Tooltip } from "@mantine/core";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./conversation.module.css";
import { type Conversation, whoOf } from "./conversation.ts";
import { useInboxCounts } from "./counts.ts";
import { Followers } from "./followers.tsx";
import { PriorityMenu } from "./priority-menu.tsx";
import { Tags } from "./tags.tsx";
import type { Watcher } from "./watching.ts";
import { WhyTheirs } from "./why-theirs.tsx";

interface HeadFactsProps {
  readonly conversation: Conversation;
  readonly mayAnswer: boolean;
  readonly watchers: readonly Watcher[];
}

/** With whom, by which channel, where it stands, and who of us looks at it. */
export function HeadFacts({ conversation, mayAnswer, watchers }: HeadFactsProps) {
  const t = useT();
  const format = useFormat();
  const { account, queue, state, snoozed_until: until } = conversation;
  const facts = [whoOf(conversation), account?.title, queue?.title];
  return (
    <div className={styles.facts}>
      <span>{[...new Set(facts.filter(Boolean))].join(" · ")}</span>
      {state !== "open" && (
        <span className={styles.state} data-state={state}>
          {state === "snoozed" && until
            ? t("inbox.snoozed_until", { at: format.dateTime(until) })
            : t(`options.conversation.state.${state}`)}
        </span>
      )}
      <OutsideHours queue={queue?.id} />
      {mayAnswer && <PriorityMenu conversation={conversation} />}
      <Tags conversation={conversation} mayChange={mayAnswer} />
      <WhyTheirs conversation={conversation} />
      <Followers {...conversation} />
      {watchers.length > 0 && (
        <span className={styles.watchers} role="status">
          {watchers.slice(0, 3).map(({ id, title, doing }) => (
            <Tooltip key={id} label={t(`inbox.watching.${doing}`, { by: title })}>
              <span className={styles.watcher} data-doing={doing}>
                <Avatar name={title} kind="person" size={18} />
              </span>
            </Tooltip>
          ))}
          {watchers[0] && t(`inbox.watching.${watchers[0].doing}`, { by: watchers[0].title })}
        </span>
      )}
    </div>
  );
}

/** Why nobody takes it now, where its queue has hours. */
function OutsideHours({ queue }: { readonly queue: string | undefined }) {
  const t = useT();
  const format = useFormat();
  const opensAt = useInboxCounts()?.queues.find(({ id }) => id === queue)?.opens_at;
  if (!opensAt) return null;
  return (
    <span className={styles.state} data-state="outside">
      {t("inbox.outside_until", { at: format.dateTime(opensAt) })}
    </span>
  );
}
