import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section } from "#platform/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Feed, type FeedKind, feedKinds, listFeeds, makeFeed, revokeFeed } from "../contract/feeds.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { CopyLine } from "./copy-line.tsx";
import styles from "./sync.module.css";
import { useWhen } from "./when-used.ts";

const key = ["sync", "feeds"];

interface Asked {
  readonly kind: FeedKind;
  readonly act: "renew" | "revoke";
}

/** Calendars that others only read, each under a secret address. */
export function FeedsSection() {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<{ kind: FeedKind; address: string } | null>(null);
  const feeds = useQuery({ queryKey: key, queryFn: () => call(listFeeds) }).data?.data;
  const settled = {
    onError: notifyProblem,
    onSettled: () => {
      setAsked(null);
      return queries.invalidateQueries({ queryKey: key });
    },
  };
  const making = useMutation({
    mutationFn: (kind: FeedKind) => call(makeFeed, { params: { kind } }),
    onSuccess: ({ address }, kind) => setMade({ kind, address }),
    ...settled,
  });
  const revoking = useMutation({
    mutationFn: (kind: FeedKind) => call(revokeFeed, { params: { kind } }),
    ...settled,
  });
  return (
    <Section title={t("sync.feeds.title")} text={t("sync.feeds.text")}>
      {feeds && (
        <ul className={styles.list}>
          {feedKinds.map((kind) => (
            <FeedLine
              key={kind}
              kind={kind}
              feed={feeds.find((one) => one.kind === kind)}
              busy={making.isPending}
              onMake={() => making.mutate(kind)}
              onAsk={(act) => setAsked({ kind, act })}
            />
          ))}
        </ul>
      )}
      {asked && (
        <ConfirmDialog
          title={t(`sync.feeds.${asked.act}_title`, { name: t(`sync.feeds.${asked.kind}`) })}
          text={t(`sync.feeds.${asked.act}_text`)}
          act={t(`sync.feeds.${asked.act}`)}
          busy={making.isPending || revoking.isPending}
          onConfirm={() => (asked.act === "renew" ? making : revoking).mutate(asked.kind)}
          onClose={() => setAsked(null)}
        />
      )}
      {made && <AddressDialog {...made} onClose={() => setMade(null)} />}
    </Section>
  );
}

interface FeedLineProps {
  readonly kind: FeedKind;
  readonly feed: Feed | undefined;
  readonly busy: boolean;
  readonly onMake: () => void;
  readonly onAsk: (act: Asked["act"]) => void;
}

function FeedLine({ kind, feed, busy, onMake, onAsk }: FeedLineProps) {
  const t = useT();
  const when = useWhen();
  return (
    <li className={styles.line}>
      <span className={styles.names}>
        <strong>{t(`sync.feeds.${kind}`)}</strong>
        <span className={styles.quiet}>{feed ? when(feed) : t("sync.feeds.none")}</span>
      </span>
      <Group gap={4} wrap="nowrap">
        {feed ? (
          <>
            <Button variant="subtle" size="compact-sm" onClick={() => onAsk("renew")}>
              {t("sync.feeds.renew")}
            </Button>
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => onAsk("revoke")}>
              {t("sync.feeds.revoke")}
            </Button>
          </>
        ) : (
          <Button variant="subtle" size="compact-sm" onClick={onMake} disabled={busy}>
            {t("sync.feeds.make")}
          </Button>
        )}
      </Group>
    </li>
  );
}

interface AddressDialogProps {
  readonly kind: FeedKind;
  readonly address: string;
  readonly onClose: () => void;
}

/** Shows the address, this once. */
function AddressDialog({ kind, address, onClose }: AddressDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t(`sync.feeds.${kind}`)} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text size="sm">{t("sync.feeds.shown_once")}</Text>
        <dl className={styles.facts}>
          <CopyLine label={t("sync.feeds.address")} text={address} />
        </dl>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {t("sync.passwords.done")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
