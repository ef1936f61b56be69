import { Checkbox, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { importBankStatements } from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

type Told = OutputOf<typeof importBankStatements>;

interface DoubtfulDialogProps {
  readonly told: Told;
  readonly busy: boolean;
  readonly onBook: (places: readonly number[]) => void;
  readonly onClose: () => void;
}

/** Movements of a file that may be there already: which of them are others is said by who brought it. */
export function DoubtfulDialog({ told, busy, onBook, onClose }: DoubtfulDialogProps) {
  const t = useT();
  const format = useFormat();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const more = told.doubtful_count - told.doubtful.length;
  const toggle = (place: number) =>
    setChosen(chosen.includes(place) ? chosen.filter((one) => one !== place) : [...chosen, place]);
  return (
    <FormDialog
      wide
      title={t("bank.doubtful.title", { count: told.doubtful_count })}
      act={t("bank.doubtful.book", { count: chosen.length })}
      busy={busy}
      disabled={chosen.length === 0}
      onClose={onClose}
      onSubmit={() => onBook(chosen)}
    >
      <Stack gap="sm">
        <Text size="sm">{t("bank.doubtful.text")}</Text>
        {told.doubtful.map(({ place, is, day, amount, currency, payer, text }) => (
          <Checkbox
            key={place}
            checked={chosen.includes(place)}
            onChange={() => toggle(place)}
            label={`${format.date(day)} · ${format.money({ amount, currency })}`}
            description={[payer, text, t(`bank.doubtful.${is}`)].filter(Boolean).join(" · ")}
          />
        ))}
        {more > 0 && <Text size="xs">{t("bank.doubtful.more", { count: more })}</Text>}
      </Stack>
    </FormDialog>
  );
}
