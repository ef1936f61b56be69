import { IconRoute } from "@tabler/icons-react";
import { Popover, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { readRouting } from "#channels/contract";
import { useOptionTitle } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";

/** Why a conversation came to whom it came by itself. */
export function WhyTheirs({ conversation: { id, owner } }: { readonly conversation: Conversation }) {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  const { user } = useSession();
  const { data } = useQuery<OutputOf<typeof readRouting>, ApiProblem>({
    queryKey: ["conversation", id, "routing", owner?.id],
    queryFn: () => call(readRouting, { params: { id } }),
    enabled: owner !== null,
  });
  const routing = data?.routing;
  if (!routing || !owner) return null;
  const { load, capacity, weight, others, queue, at, skills, language } = routing;
  const title = owner.id === user.id ? t("inbox.why.you") : t("inbox.why.label", { by: owner.title });
  const reasons = [
    ...(skills.length > 0
      ? [t("inbox.why.skills", { skills: format.list(skills.map((one) => option("queue", "skills", one))) })]
      : []),
    ...(language ? [t("inbox.why.language", { language: option("agent", "languages", language) })] : []),
    t("inbox.why.load", { load, capacity, weight }),
    t("inbox.why.others", { others }),
  ];
  return (
    <Popover width={300} withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.tags} aria-label={title} title={title}>
          <IconRoute size={14} stroke={1.5} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.why}>
        <strong>{title}</strong>
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <span className={styles.otherFacts}>{[queue, format.dateTime(at)].filter(Boolean).join(" · ")}</span>
      </Popover.Dropdown>
    </Popover>
  );
}
