import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readRecurringRevenue } from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import { useOptionTitle } from "#records/web";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

type Month = OutputOf<typeof readRecurringRevenue>["months"][number];

const movements = ["new", "reactivation", "expansion", "contraction", "churn"] as const;
const colours: Readonly<Record<(typeof movements)[number], string>> = {
  new: "var(--mantine-color-green-6)",
  reactivation: "var(--mantine-color-teal-6)",
  expansion: "var(--mantine-color-blue-6)",
  contraction: "var(--mantine-color-orange-6)",
  churn: "var(--mantine-color-red-6)",
};

/** Recurring revenue today, and by what it moved month by month. */
export default function RevenueScreen() {
  const t = useT();
  const format = useFormat();
  const { currency: own } = useSession().organisation;
  const [currency, setCurrency] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ["billing", "revenue", currency],
    queryFn: () => call(readRecurringRevenue, { query: { months: 12, ...(currency && { currency }) } }),
  });
  const money = (amount: string) => format.money({ amount, currency: data?.currency ?? own });
  return (
    <>
      <PageBar
        title={t("nav.recurring_revenue")}
        actions={
          data && data.currencies.length > 1 ? (
            <Select
              size="xs"
              w={90}
              data={[...data.currencies]}
              value={data.currency}
              onChange={setCurrency}
              aria-label={t("fields.subscription.currency")}
            />
          ) : undefined
        }
      />
      {data && data.currencies.length === 0 && (
        <EmptyState icon="repeat" title={t("billing.revenue.empty")} text={t("billing.revenue.empty_text")} />
      )}
      {data && data.currencies.length > 0 && (
        <div className={styles.page}>
          <div>
            <div className={`${styles.figure} numeric`}>{money(data.current)}</div>
            <div className={styles.quiet}>
              {t("billing.revenue.subscriptions", { count: data.subscriptions })}
            </div>
          </div>
          <Waterfall months={data.months} />
          <Legend />
          <Table months={data.months} money={money} />
        </div>
      )}
    </>
  );
}

/** Each month as a bar that begins where the one before ended: what came above, what went below. */
function Waterfall({ months }: { readonly months: readonly Month[] }) {
  const t = useT();
  const tops = months.map((month) => Number(month.before) + risen(month));
  const most = Math.max(1, ...tops, ...months.map(({ after }) => Number(after)));
  const height = (amount: number) => (amount / most) * 200;
  const width = 100 / months.length;
  return (
    <svg
      className={styles.chart}
      viewBox="0 0 100 210"
      preserveAspectRatio="none"
      role="img"
      aria-label={t("billing.revenue.chart")}
    >
      {months.map((month, index) => {
        let level = Number(month.before);
        return (
          <g key={month.month} transform={`translate(${index * width} 0)`}>
            <rect
              x={width * 0.1}
              width={width * 0.8}
              y={205 - height(Number(month.after))}
              height={height(Number(month.after))}
              fill="var(--neutral-4)"
            />
            {movements.map((kind) => {
              const amount = Number(month[kind]);
              const from = level;
              level += amount;
              if (amount === 0) return null;
              return (
                <rect
                  key={kind}
                  x={width * 0.25}
                  width={width * 0.5}
                  y={205 - height(Math.max(from, level))}
                  height={Math.max(1, height(Math.abs(amount)))}
                  fill={colours[kind]}
                />
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}

const risen = (month: Month): number =>
  Number(month.new) + Number(month.reactivation) + Number(month.expansion);

function Legend() {
  const optionTitle = useOptionTitle();
  return (
    <div className={styles.legend} aria-hidden>
      {movements.map((kind) => (
        <span key={kind}>
          <span className={styles.swatch} style={{ background: colours[kind] }} />
          {optionTitle("mrr_movement", "kind", kind)}
        </span>
      ))}
    </div>
  );
}

function Table({
  months,
  money,
}: {
  readonly months: readonly Month[];
  readonly money: (amount: string) => string;
}) {
  const t = useT();
  const format = useFormat();
  const optionTitle = useOptionTitle();
  return (
    <div className={styles.scroll}>
      <table style={{ width: "100%", borderCollapse: "collapse", fontSize: 13 }}>
        <thead>
          <tr style={{ textAlign: "right" }}>
            <th scope="col" style={{ textAlign: "left" }}>
              {t("billing.revenue.month")}
            </th>
            {movements.map((kind) => (
              <th key={kind} scope="col">
                {optionTitle("mrr_movement", "kind", kind)}
              </th>
            ))}
            <th scope="col">{t("billing.revenue.after")}</th>
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map((month) => (
            <tr key={month.month} style={{ textAlign: "right", borderTop: "1px solid var(--neutral-4)" }}>
              <th scope="row" style={{ textAlign: "left", fontWeight: 400 }}>
                {format.month(`${month.month}-01`)}
              </th>
              {movements.map((kind) => (
                <td key={kind} className="numeric">
                  {Number(month[kind]) === 0 ? "–" : money(month[kind])}
                </td>
              ))}
              <td className="numeric">{money(month.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
