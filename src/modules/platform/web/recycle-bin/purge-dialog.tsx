import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type BinEntry, purgeFromBin } from "#records/contract";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { inPortions, useBinChanged } from "./use-bin.ts";

interface PurgeDialogProps {
  readonly entries: readonly BinEntry[];
  readonly onClose: () => void;
}

/** Names told before the rest is only counted. */
const named = 5;

/** What is deleted for good does not come back, so this is asked by name. */
export function PurgeDialog({ entries, onClose }: PurgeDialogProps) {
  const t = useT();
  const changed = useBinChanged();
  const titles = entries.map(({ title }) => title || t("records.untitled"));
  const told = { count: entries.length, title: titles[0] };
  const purging = useMutation({
    mutationFn: () => inPortions(entries, (records) => call(purgeFromBin, { body: { records } })),
    onSuccess: () => {
      notifyDone(t("settings.recycle_bin.purged", told));
      onClose();
    },
    onSettled: () => changed(entries),
  });
  return (
    <Modal opened onClose={onClose} title={t("settings.recycle_bin.purge_title", told)}>
      <Stack gap="md">
        {titles.length > 1 && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {titles.slice(0, named).join(", ")}
            {titles.length > named &&
              ` ${t("settings.recycle_bin.others", { count: titles.length - named })}`}
          </Text>
        )}
        <Text size="sm">{t("settings.recycle_bin.purge_text")}</Text>
        <ProblemNote text={purging.error ? problemText(purging.error) : undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("settings.recycle_bin.keep")}
          </Button>
          <Button color="red" loading={purging.isPending} onClick={() => purging.mutate()}>
            {t("settings.recycle_bin.purge")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
