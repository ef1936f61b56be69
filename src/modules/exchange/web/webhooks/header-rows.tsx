import { Button, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { webhookLimits } from "#exchange/contract";
import { ApiProblem } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { type DraftHeader, newHeader, replaced } from "./webhook-draft.ts";
import styles from "./webhooks.module.css";

interface HeaderRowsProps {
  readonly headers: readonly DraftHeader[];
  readonly error: unknown;
  readonly onHeaders: (headers: readonly DraftHeader[]) => void;
}

/** Headers that go along with each call; values that are kept are not shown. */
export function HeaderRows({ headers, error, onHeaders }: HeaderRowsProps) {
  const t = useT();
  const change = (header: DraftHeader, part: Partial<DraftHeader>) =>
    onHeaders(replaced(headers, header, { ...header, ...part }));
  return (
    <Stack gap="xs" align="flex-start">
      {headers.map((header, index) => (
        <div key={header.key} className={styles.header}>
          <TextInput
            aria-label={t("webhooks.headers.name")}
            placeholder="Authorization"
            maxLength={100}
            value={header.name}
            error={problemAt(error, `headers.${index}.name`)}
            onChange={(event) => change(header, { name: event.currentTarget.value, isKept: false })}
          />
          <TextInput
            aria-label={t("webhooks.headers.value")}
            placeholder={header.isKept ? t("webhooks.headers.kept") : t("webhooks.headers.value")}
            autoComplete="off"
            maxLength={1000}
            value={header.value}
            error={problemAt(error, `headers.${index}.value`)}
            onChange={(event) => change(header, { value: event.currentTarget.value })}
          />
          <RemoveButton
            label={t("webhooks.headers.remove", { name: header.name })}
            onClick={() => onHeaders(replaced(headers, header, null))}
          />
        </div>
      ))}
      {headers.length < webhookLimits.headers && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
          onClick={() => onHeaders([...headers, newHeader()])}
        >
          {t("webhooks.headers.add")}
        </Button>
      )}
    </Stack>
  );
}

function problemAt(error: unknown, field: string): string | undefined {
  return error instanceof ApiProblem && error.problem.field === field ? problemText(error) : undefined;
}
