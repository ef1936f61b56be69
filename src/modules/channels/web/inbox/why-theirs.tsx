import { IconRoute } from "@tabler/icons-react";
import { Popover, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { readRouting } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";

/** Why a conversation came to whom it came by itself. */
export function WhyTheirs({ conversation: { id, owner } }: { readonly conversation: Conversation }) {
  const t = useT();
  const format = useFormat();
  const { data } = useQuery<OutputOf<typeof readRouting>, ApiProblem>({
    queryKey: ["conversation", id, "routing", owner?.id],
    queryFn: () => call(readRouting, { params: { id } }),
    enabled: owner !== null,
  });
  const routing = data?.routing;
  if (!routing || !owner) return null;
  const { load, capacity, others, queue, at } = routing;
  return (
    <Popover width={280} withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.tags} aria-label={t("inbox.why.label", { by: owner.title })}>
          <IconRoute size={14} stroke={1.5} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.why}>
        {t("inbox.why.text", { by: owner.title, load, capacity, others })}
        <span className={styles.otherFacts}>{[queue, format.dateTime(at)].filter(Boolean).join(" · ")}</span>
      </Popover.Dropdown>
    </Popover>
  );
}
