import { Button, FileButton, SegmentedControl } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { importBankStatements } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { useLiveRecords, useOptionTitle, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { notifyDone } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { Suggestions } from "./suggestions.tsx";

const states = ["open", "settled", "set_aside"] as const;
type State = (typeof states)[number];

/** What came in on the account at the left, what it may have paid at the right; by arrows and Enter. */
export default function BankScreen() {
  const t = useT();
  const optionTitle = useOptionTitle();
  const [state, setState] = useState<State>("open");
  const [chosen, setChosen] = useState<string | null>(null);
  const filter = {
    and: [
      { field: "state", op: "is", value: state },
      { field: "amount", op: "gt", value: "0" },
    ],
  } as const;
  const { rows, isPending } = useRecords("bank_transaction", { filter, sort: "-booked_on", limit: 100 });
  useLiveRecords("bank_transaction");
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const current = rows[at];
  const go = (step: number) => setChosen(rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.id ?? null);
  useKeys({ ArrowDown: () => go(1), ArrowUp: () => go(-1), j: () => go(1), k: () => go(-1) });
  useEffect(() => setChosen(null), [state]);
  return (
    <>
      <PageBar title={t("nav.bank")} actions={<ImportButton />} />
      <div style={{ padding: "12px 16px 0" }}>
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(value) => setState(value as State)}
          data={states.map((one) => ({ value: one, label: optionTitle("bank_transaction", "state", one) }))}
        />
      </div>
      {!isPending && rows.length === 0 ? (
        <EmptyState
          icon="building-bank"
          title={t("billing.bank.empty")}
          text={t("billing.bank.empty_text")}
        />
      ) : (
        <div className={styles.match}>
          <ul className={styles.rows} aria-label={t("objects.bank_transaction.many")}>
            {rows.map((row) => (
              <li key={row.id}>
                <Transaction row={row} isChosen={row.id === current?.id} onChoose={() => setChosen(row.id)} />
              </li>
            ))}
          </ul>
          {current && <Suggestions key={current.id} transaction={current} onDone={() => go(1)} />}
        </div>
      )}
    </>
  );
}

interface TransactionProps {
  readonly row: RecordData;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Transaction({ row, isChosen, onChoose }: TransactionProps) {
  const t = useT();
  const format = useFormat();
  return (
    <button type="button" className={styles.row} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.description}>{(row.payer as string | null) ?? t("billing.bank.no_payer")}</span>
      <strong className="numeric">{row.amount ? format.money(row.amount as Money) : ""}</strong>
      <span className={styles.text}>
        {row.booked_on ? format.date(String(row.booked_on)) : ""} · {String(row.text ?? "")}
      </span>
    </button>
  );
}

function ImportButton() {
  const t = useT();
  const { act, busy } = useBillingAct();
  const mayImport = useCan("bank:import");
  if (!mayImport) return null;
  async function bring(file: File | null): Promise<void> {
    if (!file) return;
    const content = await asBase64(file);
    const outcome = await act(() => call(importBankStatements, { body: { name: file.name, content } }), "");
    if (!outcome) return;
    const { booked, known, settled } = outcome;
    notifyDone(t("billing.bank.imported", { booked, known, settled }));
  }
  return (
    <FileButton onChange={(file) => void bring(file)} accept=".xml,.sta,.mt940,.940,.csv,.txt">
      {(props) => (
        <Button {...props} size="xs" loading={busy} leftSection={<IconUpload size={14} stroke={1.5} />}>
          {t("billing.bank.import")}
        </Button>
      )}
    </FileButton>
  );
}

async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}
