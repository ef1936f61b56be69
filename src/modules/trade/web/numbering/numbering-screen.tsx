import { Checkbox, NumberInput, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import { refreshLists, useLiveRecords, useRecords } from "#records/web";
import {
  changeNumberFormat,
  type NumberFormat,
  numberFormat,
  numberText,
  readNextNumbers,
  setNextNumber,
} from "#trade/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./numbering.module.css";

const queryKey = ["next-numbers"];

/** How the documents of each kind are numbered from now on. */
export default function NumberingScreen() {
  const t = useT();
  const { rows } = useRecords("number_series", { sort: "key", limit: 100 });
  useLiveRecords("number_series");
  const { data } = useQuery({ queryKey, queryFn: () => call(readNextNumbers) });
  const next = new Map(data?.data.map((one) => [one.series, one.next]));
  return (
    <SettingsScreen title={t("settings.numbering.title")}>
      <Stack gap="md">
        <Text c="dimmed" maw={640}>
          {t("trade.numbering.text")}
        </Text>
        {rows.map((series) => (
          <Series key={series.id} series={series} next={next.get(series.id)} />
        ))}
      </Stack>
    </SettingsScreen>
  );
}

interface SeriesProps {
  readonly series: RecordData;
  /** What it gives next; absent until it is known. */
  readonly next: number | undefined;
}

function Series({ series, next }: SeriesProps) {
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

  async function keep(changed: NumberFormat): Promise<void> {
    setFormat(changed);
    if (faultOf(changed)) return;
    try {
      await call(changeNumberFormat, { params: { id: series.id }, body: changed });
      refreshLists(client, "number_series");
      await client.invalidateQueries({ queryKey });
    } catch (problem) {
      notifyProblem(problem);
    }
  }

  async function goOn(from: number): Promise<boolean> {
    try {
      await call(setNextNumber, { params: { id: series.id }, body: { next: from } });
      notifyDone(t("settings.saved"));
      await client.invalidateQueries({ queryKey });
      return true;
    } catch (problem) {
      notifyProblem(problem);
      return false;
    }
  }

  return (
    <Paper withBorder className={styles.series} component="section" aria-label={title}>
      <div className={styles.head}>
        <strong>{title}</strong>
        <span className="numeric">{numberText(format, new Date().getFullYear(), next ?? 1)}</span>
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
        <NextNumber next={next} label={t("trade.numbering.next")} onKeep={goOn} />
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

interface NextNumberProps {
  readonly next: number | undefined;
  readonly label: string;
  /** Answers whether it was kept. */
  readonly onKeep: (next: number) => Promise<boolean>;
}

/** Who comes from another system goes on from its last number. What is refused comes back. */
function NextNumber({ next, label, onKeep }: NextNumberProps) {
  const [typed, setTyped] = useState<number | string>(next ?? "");
  useEffect(() => setTyped(next ?? ""), [next]);
  const back = () => setTyped(next ?? "");
  async function keep(): Promise<void> {
    if (typed === next) return;
    if (typeof typed !== "number" || typed < 1 || !(await onKeep(typed))) back();
  }
  return (
    <NumberInput
      size="xs"
      label={label}
      min={1}
      max={999_999_999_999}
      allowDecimal={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={() => void keep()}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

function faultOf(format: NumberFormat): "wrong" | "no_year" | null {
  if (!numberFormat.safeParse(format).success) return "wrong";
  return format.yearly && !format.prefix.includes("{year}") ? "no_year" : null;
}
