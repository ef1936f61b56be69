import { Select, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type CsvColumns, importBankStatements, previewBankStatements } from "#billing/contract";
import { useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import type { BankFile, Brought } from "./bank-file.ts";
import { ColumnChoices } from "./column-choices.tsx";
import { FirstMovements } from "./first-movements.tsx";
import { NewAccount, useNewAccount } from "./new-account.tsx";

interface ImportDialogProps {
  readonly file: BankFile;
  readonly onImported: (brought: Brought) => void;
  readonly onClose: () => void;
}

const another = "another";

/** Whose list it is and what its columns are, with what would be read of it; the account remembers its columns. */
export function ImportDialog({ file, onImported, onClose }: ImportDialogProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const accounts = useRecords("bank_account", { sort: "name", limit: 100 });
  const [picked, setPicked] = useState<string | null>(null);
  const [said, setSaid] = useState<Partial<CsvColumns> | null>(null);
  const [problem, setProblem] = useState<string>();
  const made = useNewAccount();
  const [first] = accounts.rows;
  const account = picked ?? first?.id ?? (accounts.isPending ? null : another);
  const known = account === another ? null : account;
  // Only a list whose day is told can be read.
  const columns = said && asColumns(said);
  const body = { ...file, ...(known && { account: known }), ...(columns && { columns }) };
  const { data, error } = useQuery({
    queryKey: ["billing", "bank-preview", file.name, file.content.length, known, columns],
    queryFn: () => call(previewBankStatements, { body }),
    enabled: account !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = said ?? data?.columns ?? {};
  const wrong = problem ?? (error ? problemText(error) : (data?.problem ?? undefined));

  async function bring(): Promise<void> {
    setProblem(undefined);
    const onProblem = (thrown: unknown) => setProblem(problemText(thrown));
    const brought = await act(
      async () => {
        const owner = known ?? (await made.make());
        const whole = asColumns(shown);
        const bringing = { ...file, account: owner, ...(whole && { columns: whole }) };
        return { body: bringing, told: await call(importBankStatements, { body: bringing }) };
      },
      "",
      { onProblem },
    );
    if (!brought) return;
    onClose();
    onImported(brought);
  }

  return (
    <FormDialog
      wide
      title={file.name}
      act={t("bank.import.act", { count: data?.count ?? 0 })}
      busy={busy}
      disabled={!data || data.problem !== null || (account === another && !made.isWhole)}
      problem={wrong}
      onClose={onClose}
      onSubmit={() => void bring()}
    >
      <Stack gap="sm">
        <Select
          label={t("bank.import.account")}
          allowDeselect={false}
          value={account}
          data={[
            ...accounts.rows.map(({ id, name, number }) => ({
              value: id,
              label: `${String(name)} · ${String(number)}`,
            })),
            { value: another, label: t("bank.import.new_account") },
          ]}
          onChange={(value) => {
            setPicked(value);
            setSaid(null);
          }}
        />
        {account === another && <NewAccount account={made} />}
        {data && data.headings.length > 0 && (
          <ColumnChoices
            headings={data.headings}
            samples={data.samples}
            columns={shown}
            onChange={(changed) => {
              setProblem(undefined);
              setSaid(changed);
            }}
          />
        )}
        {data && data.entries.length > 0 && <FirstMovements entries={data.entries} count={data.count} />}
        <Text size="xs" c="var(--neutral-11)">
          {t("bank.import.once")}
        </Text>
      </Stack>
    </FormDialog>
  );
}

function asColumns({ day, ...others }: Partial<CsvColumns>): CsvColumns | null {
  return day ? { day, ...others } : null;
}
