import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, type SyntheticEvent, useState } from "react";
import type { OutputOf } from "#kernel/action";
import { type OfferedAnswer, offerCannedAnswers } from "#channels/contract";
import { useOptionTitle } from "#records/web";
import { type ApiProblem, call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./composer.module.css";
import { TypedList, useTypedMenu } from "./typed-menu.tsx";

export interface Canned {
  readonly offered: readonly OfferedAnswer[];
  readonly at: number;
  /** Nothing is found for what is typed. */
  readonly isNothing: boolean;
  readonly pick: (one: OfferedAnswer) => void;
  readonly onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** What was picked and does more than say something. */
  readonly macro: OfferedAnswer | null;
  readonly forget: () => void;
  /** Shows what there is. */
  readonly begin: () => void;
}

const asking = /(?:^|\s)\/([\p{L}\p{N} -]{0,30})$/u;

interface CannedProps {
  readonly conversation: string;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly body: string;
  readonly onBody: (body: string) => void;
}

/** Canned answers that are put in by `/`. */
export function useCanned({ conversation, input, body, onBody }: CannedProps): Canned {
  const menu = useTypedMenu<OfferedAnswer>({ input, body, onBody, trigger: asking });
  const [macro, setMacro] = useState<OfferedAnswer | null>(null);
  const search = menu.typed?.trim();
  const found = useQuery<OutputOf<typeof offerCannedAnswers>, ApiProblem>({
    queryKey: ["canned", conversation, search],
    queryFn: () =>
      call(offerCannedAnswers, { params: { id: conversation }, query: { search: search ?? "" } }),
    enabled: search !== undefined,
    placeholderData: (before) => before,
  });
  const offered = search === undefined ? [] : (found.data?.data ?? []);
  const pick = (one: OfferedAnswer) => {
    menu.replace(one.body);
    setMacro(doesMore(one) ? one : null);
  };
  return {
    offered,
    at: menu.at,
    isNothing: search !== undefined && found.isSuccess && offered.length === 0,
    pick,
    onSelect: menu.onSelect,
    onKeyDown: (event) => menu.onKeyDown(event, offered, pick),
    macro,
    forget: () => setMacro(null),
    begin: () => menu.begin("/"),
  };
}

function doesMore({ tags, queue, takes, closes }: OfferedAnswer): boolean {
  return tags.length > 0 || queue !== null || takes || closes;
}

/** What can be put in: its name, and how it begins. */
export function CannedMenu({ canned }: { readonly canned: Canned }) {
  const t = useT();
  if (canned.isNothing) return <p className={`${styles.menu} ${styles.nothing}`}>{t("inbox.canned.none")}</p>;
  return (
    <TypedList
      label={t("objects.canned_answer.many")}
      offered={canned.offered}
      at={canned.at}
      onPick={canned.pick}
    >
      {({ name, body }) => (
        <span className={styles.canned}>
          <span>{name}</span>
          <span className={styles.cannedBody}>{body}</span>
        </span>
      )}
    </TypedList>
  );
}

/** What happens besides when the answer is sent; it can be left out. */
export function MacroStrip({ canned: { macro, forget } }: { readonly canned: Canned }) {
  const t = useT();
  const { list } = useFormat();
  const option = useOptionTitle();
  if (!macro) return null;
  const { tags, queue, takes, closes } = macro;
  const steps = [
    ...(tags.length > 0
      ? [t("inbox.macro.tags", { tags: list(tags.map((tag) => option("conversation", "tags", tag))) })]
      : []),
    ...(queue ? [t("inbox.macro.queue", { queue: queue.title })] : []),
    ...(takes ? [t("inbox.macro.takes")] : []),
    ...(closes ? [t("inbox.macro.closes")] : []),
  ];
  return (
    <p className={styles.macro}>
      {t("inbox.macro.then", { steps: list(steps) })}
      <ActionIcon size="xs" aria-label={t("inbox.macro.forget")} onClick={forget}>
        <IconX size={12} stroke={1.5} />
      </ActionIcon>
    </p>
  );
}
