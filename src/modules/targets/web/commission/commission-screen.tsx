import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import {
  closePeriod,
  type CommissionPlan,
  readPlans,
  readStatements,
  type StatementSummary,
} from "../../contract/commission.ts";
import { periodAt } from "../../contract/periods.ts";
import { PeriodSwitch } from "../period-switch.tsx";
import { SellingTabs } from "../selling-tabs.tsx";
import styles from "../targets.module.css";
import { useRead, useReadAnew } from "../use-read.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { StatementRows } from "./statement-rows.tsx";

/** What sellers earn: the statements of a period, each with its rows, and the plans for those who keep them. */
export default function CommissionScreen() {
  const t = useT();
  const { timeZone } = useSession().user;
  const [period, setPeriod] = useState(() => periodAt("month", dayIn(timeZone)));
  const [edited, setEdited] = useState<CommissionPlan | "new" | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const plans = useRead(readPlans);
  const statements = useRead(readStatements, { query: { on: period.from } });
  const manages = useCan("commission:manage");
  const keyOf = ({ plan, user }: StatementSummary) => `${plan.id}${user.id}`;
  const shown = statements.data?.data.find((one) => keyOf(one) === opened);
  return (
    <>
      <PageBar title={t("targets.commission.title")} actions={<SellingTabs />} />
      <div className={styles.page}>
        <div className={styles.bar}>
          <PeriodSwitch period={period} onChange={setPeriod} />
          {manages && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} stroke={1.5} />}
              onClick={() => setEdited("new")}
            >
              {t("targets.commission.new_plan")}
            </Button>
          )}
        </div>
        {plans.data?.data.length === 0 && (
          <EmptyState
            icon="percentage"
            title={t("targets.commission.none")}
            text={
              manages
                ? t("targets.commission.none_text")
                : t("targets.commission.none_whose", { right: t("permissions.commission_manage") })
            }
          />
        )}
        {manages &&
          plans.data?.data.map((plan) => (
            <PlanLine key={plan.id} plan={plan} day={period.from} onEdit={() => setEdited(plan)} />
          ))}
        {statements.data && statements.data.data.length > 0 && (
          <StatementTable statements={statements.data.data} keyOf={keyOf} onOpen={setOpened} />
        )}
        {shown && <StatementRows summary={shown} />}
      </div>
      {edited && <PlanDialog plan={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

interface StatementTableProps {
  readonly statements: readonly StatementSummary[];
  readonly keyOf: (statement: StatementSummary) => string;
  readonly onOpen: (key: string) => void;
}

function StatementTable({ statements, keyOf, onOpen }: StatementTableProps) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("targets.commission.seller")}</th>
            <th scope="col" className={styles.words}>
              {t("targets.commission.plan")}
            </th>
            {["quota", "sold", "corrections", "total", "state"].map((key) => (
              <th key={key} scope="col">
                {t(`targets.commission.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statements.map((one) => {
            const money = (amount: string | null) =>
              amount === null ? "–" : format.money({ amount, currency: one.currency });
            return (
              <tr key={keyOf(one)}>
                <th scope="row">
                  <button type="button" className={styles.open} onClick={() => onOpen(keyOf(one))}>
                    {one.user.title}
                  </button>
                </th>
                <td className={styles.words}>{one.plan.name}</td>
                <td>{money(one.quota)}</td>
                <td>{money(one.sold)}</td>
                <td>{money(one.corrections)}</td>
                <td>{money(one.total)}</td>
                <td>{t(`targets.commission.${one.state}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function PlanLine({
  plan,
  day,
  onEdit,
}: {
  readonly plan: CommissionPlan;
  readonly day: string;
  readonly onEdit: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const anew = useReadAnew();
  const close = () =>
    call(closePeriod, { params: { id: plan.id }, body: { on: day } })
      .then(anew)
      .catch(notifyProblem);
  return (
    <div className={styles.bar}>
      <strong>{plan.name}</strong>
      <span className={styles.note}>
        {plan.tiers.map(({ from, rate }) => t("targets.commission.tier", { from, rate })).join(", ")}
        {" · "}
        {t("targets.commission.members", { count: plan.members.length })}
        {plan.closedUpTo &&
          ` · ${t("targets.commission.closed_up_to", { day: format.date(plan.closedUpTo) })}`}
      </span>
      <Button size="compact-xs" variant="default" onClick={onEdit}>
        {t("targets.commission.edit")}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => void close()}>
        {t("targets.commission.close", { day: format.month(periodAt(plan.unit, day).from) })}
      </Button>
    </div>
  );
}
