import { Checkbox, NumberInput, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import { refreshLists, useLiveRecords, useRecords } from "#records/web";
import { changeNumberFormat, type NumberFormat, numberFormat, numberText } from "#trade/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./numbering.module.css";

/** How the documents of each kind are numbered from now on. */
export default function NumberingScreen() {
  const t = useT();
  const { rows } = useRecords("number_series", { sort: "key", limit: 100 });
  useLiveRecords("number_series");
  return (
    <SettingsScreen title={t("settings.numbering.title")}>
      <Stack gap="md">
        <Text c="dimmed" maw={640}>
          {t("trade.numbering.text")}
        </Text>
        {rows.map((series) => (
          <Series key={series.id} series={series} />
        ))}
      </Stack>
    </SettingsScreen>
  );
}

function Series({ series }: { readonly series: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const [format, setFormat] = useState<NumberFormat>({
    prefix: String(series.prefix ?? ""),
    digits: Number(series.digits ?? 4),
    yearly: series.yearly === true,
  });
  const fault = faultOf(format);
  const key = String(series.key);
  const title = t(`trade.numbering.series.${key}`);

  async function keep(next: NumberFormat): Promise<void> {
    setFormat(next);
    if (faultOf(next)) return;
    try {
      await call(changeNumberFormat, { params: { id: series.id }, body: next });
      refreshLists(client, "number_series");
    } catch (problem) {
      notifyProblem(problem);
    }
  }

  return (
    <Paper withBorder className={styles.series} component="section" aria-label={title}>
      <div className={styles.head}>
        <strong>{title}</strong>
        <span className="numeric">{numberText(format, new Date().getFullYear(), 42)}</span>
      </div>
      <div className={styles.fields}>
        <TextInput
          size="xs"
          label={t("trade.numbering.prefix")}
          value={format.prefix}
          maxLength={30}
          error={fault && t(`trade.numbering.${fault}`)}
          onChange={({ currentTarget }) => setFormat({ ...format, prefix: currentTarget.value })}
          onBlur={() => void keep(format)}
        />
        <NumberInput
          size="xs"
          label={t("trade.numbering.digits")}
          min={1}
          max={12}
          value={format.digits}
          onChange={(digits) => void keep({ ...format, digits: Number(digits) || 1 })}
        />
        <Checkbox
          size="xs"
          label={t("trade.numbering.yearly")}
          checked={format.yearly}
          onChange={({ currentTarget }) => void keep({ ...format, yearly: currentTarget.checked })}
        />
      </div>
    </Paper>
  );
}

function faultOf(format: NumberFormat): "wrong" | "no_year" | null {
  if (!numberFormat.safeParse(format).success) return "wrong";
  return format.yearly && !format.prefix.includes("{year}") ? "no_year" : null;
}
