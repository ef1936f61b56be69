import type { OutputOf } from "#kernel/action";
import { dayIn } from "#kernel/period";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { forecastRecords, type readForecast } from "../../contract/forecast.ts";
import { DealsLink } from "../deals-link.tsx";
import styles from "../targets.module.css";
import own from "./home.module.css";
import { inTrouble, troubles } from "./owner-filter.ts";
import { aheadBy, mostRows, type TeamRow } from "./team-rows.ts";

interface TeamTableProps {
  readonly forecast: OutputOf<typeof readForecast>;
  readonly rows: readonly TeamRow[];
  /** Whether it is known how the forecast looked a week ago. */
  readonly compares: boolean;
}

/** A line for everybody, each team and each seller; every figure opens its deals. */
export function TeamTable({ forecast, rows, compares }: TeamTableProps) {
  const t = useT();
  const money = ["won", "called", "target"];
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("targets.forecast.who")}</th>
            {money.map((key) => (
              <th key={key} scope="col">
                {t(`targets.forecast.${key}`)}
              </th>
            ))}
            {["against_target", ...(compares ? ["week"] : []), ...troubles].map((key) => (
              <th key={key} scope="col">
                {t(`targets.home.columns.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row) => (
            <Row
              key={`${row.node.subject.kind}${row.node.subject.id}`}
              row={row}
              forecast={forecast}
              compares={compares}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: TeamRow;
  readonly forecast: TeamTableProps["forecast"];
  readonly compares: boolean;
}

function Row({ row: { node, depth, troubles: counts, scope }, forecast, compares }: RowProps) {
  const t = useT();
  const format = useFormat();
  const today = dayIn(useSession().user.timeZone);
  const { subject, figures, before, called, target } = node;
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency: forecast.currency }, { whole: true });
  const week =
    before?.weighted && figures.weighted ? Number(figures.weighted) - Number(before.weighted) : undefined;
  return (
    <tr className={subject.kind === "user" ? undefined : styles.strong}>
      <th scope="row" style={{ paddingInlineStart: 12 + depth * 16 }} title={subject.title ?? undefined}>
        {subject.title ?? t(`targets.subject.${subject.kind}`)}
      </th>
      <td>
        <DealsLink filter={forecastRecords(forecast.period, "won", scope)}>
          {money(figures.won.amount)}
        </DealsLink>
      </td>
      <td>
        <DealsLink filter={forecastRecords(forecast.period, "commit", scope)}>{money(called)}</DealsLink>
      </td>
      <td>{money(target)}</td>
      <td>
        <Difference amount={aheadBy(node)} currency={forecast.currency} />
      </td>
      {compares && (
        <td>
          <Difference amount={week} currency={forecast.currency} />
        </td>
      )}
      {troubles.map((trouble) => (
        <td key={trouble}>
          {counts[trouble] > 0 ? (
            <DealsLink filter={inTrouble(trouble, today, scope)}>{format.number(counts[trouble])}</DealsLink>
          ) : (
            "–"
          )}
        </td>
      ))}
    </tr>
  );
}

/** More or less, with its sign; the colour says no more than that. */
function Difference({
  amount,
  currency,
}: {
  readonly amount: number | undefined;
  readonly currency: string;
}) {
  const format = useFormat();
  if (amount === undefined) return "–";
  const told = format.money({ amount: Math.abs(amount).toFixed(2), currency }, { whole: true });
  if (Math.round(amount) === 0) return told;
  return <span className={amount < 0 ? own.behind : own.ahead}>{`${amount < 0 ? "−" : "+"}${told}`}</span>;
}
