import type { ReactNode } from "react";
import { allOf, type Filter } from "#kernel/filter";
import { dayIn, type RelativePeriod } from "#kernel/period";
import { useTotals } from "#records/web";
import type { Total } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./numbers.module.css";
import { Section } from "#web/home-section.tsx";
import { StageBars } from "./stage-bars.tsx";
import { sumsOf } from "./sums.ts";
import { ownedBy, type Whose } from "./whose.ts";

const inStage = (kind: string): Filter => ({ field: "stage.kind", op: "is", value: kind });
const closedIn = (period: RelativePeriod): Filter => ({
  field: "closed_on",
  op: "within",
  value: { period },
});

/** How it stands: open, won and lost this month, and the open ones by stage. */
export function Numbers({ whose }: { whose: Whose }) {
  const t = useT();
  const { timeZone } = useSession().user;
  const owner = ownedBy(whose);
  const open = useDealTotal(allOf(owner, inStage("open")));
  const won = useDealTotal(allOf(owner, inStage("won"), closedIn("this_month")));
  const wonBefore = useDealTotal(allOf(owner, inStage("won"), closedIn("last_month")));
  const late = useDealTotal(
    allOf(owner, inStage("open"), { field: "expected_close_on", op: "before", value: dayIn(timeZone) }),
  );
  return (
    <Section title={t("home.numbers.title")}>
      <div className={styles.frame}>
        <div className={styles.numbers}>
          <Figure label={t("home.numbers.open")} total={open} />
          <Figure label={t("home.numbers.won")} total={won} note={<Before total={wonBefore} />} />
          <Figure label={t("home.numbers.overdue")} total={late} warn />
        </div>
      </div>
      <StageBars whose={whose} />
    </Section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly total: Total | undefined;
  readonly note?: ReactNode;
  /** Not good when it is not nothing. */
  readonly warn?: boolean;
}

function Figure({ label, total, note, warn }: FigureProps) {
  const t = useT();
  const format = useFormat();
  const { currency } = useSession().organisation;
  const { own, others } = sumsOf(total, "amount", currency);
  const count = total?.count ?? 0;
  return (
    <div className={styles.figure}>
      <span className={styles.label}>{label}</span>
      <strong className={styles.value} data-warn={warn && count > 0}>
        {total ? format.money(own, { compact: Number(own.amount) >= 1_000_000, whole: true }) : "\u00a0"}
      </strong>
      <span className={styles.note}>
        {total ? t("home.numbers.deals", { count }) : ""}
        {others.map((money) => ` + ${format.money(money, { whole: true })}`)}
      </span>
      {note && <span className={styles.note}>{note}</span>}
    </div>
  );
}

function Before({ total }: { total: Total | undefined }) {
  const t = useT();
  const format = useFormat();
  const { currency } = useSession().organisation;
  if (!total) return null;
  return t("home.numbers.won_before", {
    value: format.money(sumsOf(total, "amount", currency).own, { whole: true }),
  });
}

function useDealTotal(filter: Filter | undefined): Total | undefined {
  const totals = useTotals("deal", { sum: ["amount"], filter: filter ?? null });
  return totals.data ? (totals.data[0] ?? { group: null, count: 0, sums: {} }) : undefined;
}
