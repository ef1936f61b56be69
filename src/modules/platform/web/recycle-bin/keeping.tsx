import { Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "#kernel/action";
import { changeKeeping, readKeeping } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";

const queryKey = ["settings", "recycle-bin", "keeping"];
const usual = [30, 60, 90, 180, 365];

/** After how many days the bin empties itself: set by who may, told to the others. */
export function Keeping() {
  const t = useT();
  const maySet = useCan("settings:change");
  const keeping = useQuery({ queryKey, queryFn: () => call(readKeeping) });
  const change = useKeepingChange();
  if (!keeping.data) return null;
  const { days } = keeping.data;
  if (!maySet)
    return (
      days !== null && (
        <Text size="sm" c="var(--neutral-11)" mb="md">
          {t("settings.recycle_bin.kept", { count: days })}
        </Text>
      )
    );
  const offered = [...new Set([...usual, ...(days === null ? [] : [days])])].toSorted((a, b) => a - b);
  return (
    <Select
      label={t("settings.recycle_bin.keeping")}
      description={t("settings.recycle_bin.keeping_text")}
      maw={520}
      mb="lg"
      allowDeselect={false}
      value={String(days ?? "never")}
      onChange={(chosen) => change({ from: days, to: chosen === "never" ? null : Number(chosen) })}
      data={[
        { value: "never", label: t("settings.recycle_bin.never") },
        ...offered.map((count) => ({
          value: String(count),
          label: t("settings.recycle_bin.after", { count }),
        })),
      ]}
    />
  );
}

interface KeepingChange {
  readonly from: number | null;
  readonly to: number | null;
}

/** The bin is emptied at night, so that a slip of the hand is taken back in time. */
function useKeepingChange(): (change: KeepingChange) => void {
  const t = useT();
  const client = useQueryClient();
  const keep = async (body: BodyOf<typeof changeKeeping>) =>
    client.setQueryData(queryKey, await call(changeKeeping, { body }));
  const changing = useMutation({
    mutationFn: ({ to }: KeepingChange) => keep({ days: to }),
    onSuccess: (_answer, { from, to }) =>
      notifyDone(t("settings.saved"), { undo: () => keep({ days: from, known: to }) }),
    onError: notifyProblem,
  });
  return changing.mutate;
}
