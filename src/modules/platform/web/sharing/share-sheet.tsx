import { Stack, Text } from "@mantine/core";
import type { RecordData } from "#records/contract";
import { recordTitle, useObject } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Share } from "../../contract/shares.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { ShareForm } from "./share-form.tsx";
import { ShareLine } from "./share-line.tsx";
import { type Receiver, useShares } from "./shares.ts";
import styles from "./sharing.module.css";

interface ShareSheetProps {
  readonly object: string;
  readonly record: RecordData;
  readonly onClose: () => void;
}

/** With whom a record is shared beyond those whose roles reach it, and the way to share it with one more. */
export default function ShareSheet({ object: name, record, onClose }: ShareSheetProps) {
  const t = useT();
  const object = useObject(name);
  const { shares, error, giving, ending } = useShares(name, record.id);
  const looking = useIsLooking();
  const most = looking ? null : (shares?.most ?? null);
  const change = (share: Share, access: Share["access"]) =>
    giving.mutateAsync({ to: receiverOf(share), access }).catch(notifyProblem);
  const end = (share: Share) => {
    const undo = () => giving.mutateAsync({ to: receiverOf(share), access: share.access, anew: true });
    ending
      .mutateAsync(share.id)
      .then(() => notifyDone(t("sharing.ended", { name: titleOf(share) }), most ? { undo } : {}))
      .catch(notifyProblem);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t("sharing.title", { title: recordTitle(object, record) })}
    >
      <Stack gap="md">
        {most && <ShareForm most={most} giving={giving} />}
        <ProblemNote text={giving.error || error ? problemText(giving.error ?? error) : undefined} />
        {shares && (
          <div className={styles.lines}>
            {shares.data.map((share) => (
              <ShareLine
                key={share.id}
                share={looking ? { ...share, endable: false } : share}
                most={most}
                onChange={(access) => void change(share, access)}
                onEnd={() => end(share)}
              />
            ))}
            {shares.data.length === 0 && (
              <Text size="sm" c="var(--neutral-11)">
                {t("sharing.none")}
              </Text>
            )}
          </div>
        )}
        <Text size="xs" c="var(--neutral-11)">
          {t("sharing.text")}
        </Text>
      </Stack>
    </Modal>
  );
}

function receiverOf({ user, team }: Share): Receiver {
  return user ? { user: user.id } : { team: team?.id ?? "" };
}

function titleOf({ user, team }: Share): string {
  return user?.title ?? team?.title ?? "";
}
