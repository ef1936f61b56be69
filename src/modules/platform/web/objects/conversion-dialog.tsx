import { Alert, Button, Group, Select, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type AdministeredField,
  type AdministeredObject,
  type Conversion,
  convertField,
  convertibleTypes,
  previewConversion,
} from "#records/contract";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import table from "../settings/table.module.css";
import { emptyType, type TypeName } from "./field-types.ts";
import styles from "./objects.module.css";
import { useNameOfField, useRefreshObjects } from "./use-objects.ts";

interface ConversionDialogProps {
  readonly object: AdministeredObject;
  readonly field: AdministeredField;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes the type of a field, having shown what will not convert. */
export function ConversionDialog({ object, field, onClose, onDone }: ConversionDialogProps) {
  const t = useT();
  const name = useNameOfField()(object, field);
  const refresh = useRefreshObjects();
  const [type, setType] = useState<TypeName | null>(null);
  const params = { object: object.name, field: field.name };
  const preview = useQuery({
    queryKey: ["settings", "conversion", object.name, field.name, field.version, type],
    queryFn: () => call(previewConversion, { params, body: { kind: emptyType(type as TypeName) } }),
    enabled: type !== null,
    retry: false,
  });
  const converting = useMutation({
    mutationFn: (to: TypeName) =>
      call(convertField, { params, body: { version: field.version, kind: emptyType(to) } }),
    onSuccess: () => {
      refresh();
      notifyDone(t("settings.objects.converted", { name }));
      onDone();
    },
  });
  const types = [...convertibleTypes].filter((one) => one !== field.field.type);
  return (
    <Modal opened onClose={onClose} title={t("settings.objects.convert_title", { name })}>
      <Stack gap="md">
        <Select
          label={t("settings.objects.new_type")}
          data={types.map((one) => ({ value: one, label: t(`settings.objects.types.${one}.title`) }))}
          value={type}
          onChange={(next) => setType(next as TypeName | null)}
          data-autofocus
        />
        {preview.data && <Preview conversion={preview.data} />}
        <ProblemNote text={preview.error ? problemText(preview.error) : undefined} />
        <ProblemNote text={converting.error ? problemText(converting.error) : undefined} />
        <Group justify="flex-end">
          <Button
            disabled={!preview.data}
            loading={converting.isPending || preview.isFetching}
            color={preview.data?.lost ? "red" : undefined}
            onClick={() => type && converting.mutate(type)}
          >
            {preview.data?.lost
              ? t("settings.objects.convert_losing", { count: preview.data.lost })
              : t("settings.objects.convert_now")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ conversion }: { readonly conversion: Conversion }) {
  const t = useT();
  const { filled, lost, lostExamples, examples } = conversion;
  return (
    <Stack gap="sm">
      <Alert color={lost > 0 ? "yellow" : "gray"} variant="light" p="xs">
        {filled === 0
          ? t("settings.objects.conversion.none")
          : t("settings.objects.conversion.counts", { filled, lost, kept: filled - lost })}
      </Alert>
      {examples.length > 0 && (
        <table className={table.table}>
          <tbody>
            {examples.map(({ from, to }, index) => (
              <tr key={index}>
                <td className={styles.example}>{from}</td>
                <td className={styles.example}>→ {to}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lostExamples.length > 0 && (
        <>
          <div className={styles.typeGroup}>{t("settings.objects.conversion.lost")}</div>
          <table className={table.table}>
            <tbody>
              {lostExamples.map(({ id, title, from }) => (
                <tr key={id}>
                  <td className={styles.example}>{title}</td>
                  <td className={styles.example}>{from}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {filled > 0 && <p className={table.quiet}>{t("settings.objects.conversion.kept")}</p>}
    </Stack>
  );
}
