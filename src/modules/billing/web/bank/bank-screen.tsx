import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { useFieldTitle, useLiveRecords, useOptionTitle, useRecords } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import { ImportButton } from "./import-button.tsx";
import { Suggestions } from "./suggestions.tsx";

const states = ["open", "settled", "set_aside"] as const;
type State = (typeof states)[number];

/** What came in on the account at the left, what it may have paid at the right; worked through by keys. */
export default function BankScreen() {
  const t = useT();
  const optionTitle = useOptionTitle();
  const fieldTitle = useFieldTitle();
  const [state, setState] = useState<State>("open");
  const [chosen, setChosen] = useState<string | null>(null);
  const isNarrow = useMediaQuery("(max-width: 720px)");
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
  useKeys(
    { arrowdown: () => go(1), arrowup: () => go(-1), j: () => go(1), k: () => go(-1) },
    { j: t("bank.keys.next"), k: t("bank.keys.previous") },
    { group: t("nav.bank") },
  );
  useEffect(() => setChosen(null), [state]);
  useEffect(() => {
    if (chosen) document.getElementById(rowId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const beside = current && <Suggestions key={current.id} transaction={current} onDone={() => go(1)} />;
  return (
    <>
      <PageBar title={t("nav.bank")} actions={<ImportButton />} />
      <div style={{ padding: "12px 16px 0" }}>
        <SegmentedControl
          size="xs"
          aria-label={fieldTitle("bank_transaction", "state")}
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
              <li key={row.id} id={rowId(row.id)}>
                <Transaction row={row} isChosen={row.id === current?.id} onChoose={() => setChosen(row.id)} />
                {isNarrow && row.id === current?.id && <div className={styles.within}>{beside}</div>}
              </li>
            ))}
          </ul>
          {!isNarrow && <div className={styles.beside}>{beside}</div>}
        </div>
      )}
    </>
  );
}

const rowId = (id: string): string => `transaction-${id}`;

interface TransactionProps {
  readonly row: RecordData;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Transaction({ row, isChosen, onChoose }: TransactionProps) {
  const t = useT();
  const format = useFormat();
  return (
    <button
      type="button"
      className={styles.row}
      aria-pressed={isChosen}
      onClick={(event) => {
        onChoose();
        // Who chose by the mouse goes on by keys: Enter is then that of the first suggestion, not of the row.
        if (event.detail > 0) event.currentTarget.closest("main")?.focus({ preventScroll: true });
      }}
    >
      <span className={styles.description}>{(row.payer as string | null) ?? t("billing.bank.no_payer")}</span>
      <strong className="numeric">{row.amount ? format.money(row.amount as Money) : ""}</strong>
      <span className={styles.text}>
        {row.booked_on ? format.date(String(row.booked_on)) : ""} · {String(row.text ?? "")}
      </span>
    </button>
  );
}
