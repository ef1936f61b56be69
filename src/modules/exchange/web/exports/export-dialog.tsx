import { Button, Group, NativeSelect, Radio, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import {
  type ExportFormat,
  exportDelimiters,
  exportLimits,
  formatNames,
  formatsOf,
  hasColumns,
} from "#exchange/contract";
import type { Count } from "#records/contract";
import { type ListActProps, useObjectTitle, useRecords } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./exports.module.css";
import { FileList } from "./file-list.tsx";
import { useExport } from "./use-export.ts";

type Delimiter = (typeof exportDelimiters)[number];

/** Which records leave, as what, with which fields; below what was exported lately. */
export default function ExportDialog({ object, list, chosen, onClose }: ListActProps) {
  const t = useT();
  const objectTitle = useObjectTitle();
  const [ofAll, setOfAll] = useState(chosen === null);
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [fields, setFields] = useState<"view" | "all">("view");
  const [delimiter, setDelimiter] = useState<Delimiter>(",");
  const { filter, search } = list;
  const { count } = useRecords(object.name, {
    filter,
    search,
    fields: [object.title],
    limit: 1,
    count: true,
  });
  const { start, isStarting } = useExport({ object, list, onStarted: onClose });
  const ids = ofAll ? null : chosen;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("exchange.export.title", { objects: objectTitle(object.name, "many") })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start({
            format,
            allFields: fields === "all",
            ids,
            count,
            ...(format === "csv" && { delimiter }),
          });
        }}
      >
        <Stack gap="md">
          <Amount chosen={chosen} count={count} ofAll={ofAll} onOfAll={setOfAll} />
          <Radio.Group
            label={t("exchange.export.format")}
            value={format}
            onChange={(value) => setFormat(value as ExportFormat)}
          >
            <div className={styles.formats}>
              {formatsOf(object.name).map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={formatNames[one]}
                  description={t(`exchange.export.hints.${one}`)}
                />
              ))}
            </div>
          </Radio.Group>
          {hasColumns(format) && (
            <SegmentedControl
              aria-label={t("exchange.export.fields.label")}
              value={fields}
              onChange={(value) => setFields(value as "view" | "all")}
              data={(["view", "all"] as const).map((value) => ({
                value,
                label: t(`exchange.export.fields.${value}`),
              }))}
            />
          )}
          {format === "csv" && (
            <NativeSelect
              label={t("exchange.file.delimiter")}
              value={delimiter}
              onChange={(event) => setDelimiter(event.currentTarget.value as Delimiter)}
              data={exportDelimiters.map((value) => ({
                value,
                label: value === "\t" ? t("exchange.file.tab") : value,
              }))}
            />
          )}
          <Text size="xs" c="dimmed">
            {t("exchange.export.background", { days: exportLimits.keptDays })}
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button type="submit" loading={isStarting} data-autofocus>
              {t("exchange.export.start")}
            </Button>
          </Group>
        </Stack>
      </form>
      <FileList />
    </Modal>
  );
}

interface AmountProps {
  readonly chosen: readonly string[] | null;
  readonly count: Count | undefined;
  readonly ofAll: boolean;
  readonly onOfAll: (ofAll: boolean) => void;
}

/** How many records there are; where some are chosen, whether these alone are meant. */
function Amount({ chosen, count, ofAll, onOfAll }: AmountProps) {
  const t = useT();
  const { number } = useFormat();
  const told =
    count &&
    t(count.exact ? "exchange.export.counted" : "exchange.export.about", {
      count: count.value,
      number: number(count.value),
    });
  if (!chosen) return <Text size="sm">{told ?? " "}</Text>;
  return (
    <Radio.Group
      label={t("exchange.export.of.label")}
      value={ofAll ? "all" : "chosen"}
      onChange={(value) => onOfAll(value === "all")}
    >
      <div className={styles.formats}>
        <Radio value="chosen" label={t("exchange.export.of.chosen", { count: chosen.length })} />
        <Radio value="all" label={t("exchange.export.of.all")} description={told} />
      </div>
    </Radio.Group>
  );
}
