import { allOf, type Filter } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import { useLiveRecords, useObject, useTotals } from "#records/web";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { HomeCard, HomeLine, Section } from "#web/home-section.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../targets.module.css";
import { inTrouble, openDeals, ownedBy } from "./owner-filter.ts";

const kinds = ["stuck", "overdue", "step_missed", "closing"] as const;
type Kind = (typeof kinds)[number];

/** Deals that need something, each kind a line that opens them. A deal without a next step has a list of its own beside. */
export function OwnDeals({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const today = dayIn(useSession().user.timeZone);
  const filterOf = (kind: Kind): Filter => {
    const scope = ownedBy(whose);
    if (kind === "stuck" || kind === "overdue") return inTrouble(kind, today, scope);
    const when: Filter =
      kind === "closing"
        ? { field: "expected_close_on", op: "within", value: { period: "this_month" } }
        : { field: "next_step_on", op: "before", value: today };
    return allOf(scope, openDeals, when) ?? openDeals;
  };
  const stuck = useLine("stuck", filterOf("stuck"));
  const overdue = useLine("overdue", filterOf("overdue"));
  const stepMissed = useLine("step_missed", filterOf("step_missed"));
  const closing = useLine("closing", filterOf("closing"));
  useLiveRecords("deal");
  const lines = [stuck, overdue, stepMissed, closing].filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <Section title={t("targets.home.deals")}>
      <HomeCard>
        {lines.map((line) => (
          <Line key={line.kind} {...line} />
        ))}
      </HomeCard>
    </Section>
  );
}

interface LineShown {
  readonly kind: Kind;
  readonly filter: Filter;
  readonly count: number;
  readonly amount: string | null;
}

function useLine(kind: Kind, filter: Filter): LineShown {
  const { currency } = useSession().organisation;
  const isSummed = useObject("deal").fields["amount"] !== undefined;
  const [total] = useTotals("deal", { filter, ...(isSummed && { sum: ["amount"] }) }).data ?? [];
  const sums = total?.sums["amount"];
  const amount = typeof sums === "object" ? (sums?.[currency] ?? null) : null;
  return { kind, filter, count: total?.count ?? 0, amount };
}

function Line({ kind, filter, count, amount }: LineShown) {
  const t = useT();
  const format = useFormat();
  const { currency } = useSession().organisation;
  return (
    <HomeLine
      to="/deals"
      search={{ filter, kind: "table" }}
      title={
        <>
          <strong className={styles.many}>{format.number(count)}</strong>{" "}
          {t(`targets.home.${kind}`, { count })}
        </>
      }
      end={amount !== null && format.money({ amount, currency }, { whole: true })}
    />
  );
}
