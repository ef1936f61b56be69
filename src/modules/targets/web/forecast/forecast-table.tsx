import { useState } from "react";
import type { OutputOf } from "#kernel/action";
import type { Filter } from "#kernel/filter";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { ForecastNode, readForecast } from "../../contract/forecast.ts";
import { DealsLink } from "../deals-link.tsx";
import styles from "../targets.module.css";
import { ForecastCells, shownFigures } from "./forecast-cells.tsx";
import { SubmitDialog } from "./submit-dialog.tsx";

type Forecast = OutputOf<typeof readForecast>;

/** A line for everybody, each team and each seller, indented as they stand below one another. */
export function ForecastTable({
  forecast,
  compares,
}: {
  readonly forecast: Forecast;
  readonly compares: boolean;
}) {
  const t = useT();
  const [asked, setAsked] = useState<ForecastNode | null>(null);
  const rows = inTree(forecast.nodes);
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("targets.forecast.who")}</th>
              {[...shownFigures, "called", "target"].map((key) => (
                <th key={key} scope="col">
                  {t(`targets.forecast.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ node, depth }) => (
              <ForecastRow
                key={`${node.subject.kind}${node.subject.id}`}
                node={node}
                depth={depth}
                forecast={forecast}
                compares={compares}
                onAsk={() => setAsked(node)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {forecast.overdue.count > 0 && (
        <p className={styles.note}>
          <DealsLink filter={overdueDeals(forecast.period.from)}>
            {t("targets.forecast.overdue", { count: forecast.overdue.count })}
          </DealsLink>
        </p>
      )}
      {asked && (
        <SubmitDialog
          node={asked}
          period={forecast.period}
          currency={forecast.currency}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

interface ForecastRowProps {
  readonly node: ForecastNode;
  readonly depth: number;
  readonly forecast: Forecast;
  readonly compares: boolean;
  readonly onAsk: () => void;
}

function ForecastRow({ node, depth, forecast, compares, onAsk }: ForecastRowProps) {
  const t = useT();
  const format = useFormat();
  const { subject, figures, before, called, target, submitted, maySubmit } = node;
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency: forecast.currency }, { whole: true });
  const scope: Filter | undefined =
    subject.kind === "user" ? { field: "owner", op: "is", value: subject.id ?? "" } : undefined;
  return (
    <tr className={subject.kind === "user" ? undefined : styles.strong}>
      <th scope="row" style={{ paddingInlineStart: 12 + depth * 16 }} title={subject.title ?? undefined}>
        {subject.title ?? t(`targets.subject.${subject.kind}`)}
      </th>
      <ForecastCells
        figures={figures}
        before={compares ? before : undefined}
        period={forecast.period}
        currency={forecast.currency}
        opens={subject.kind === "team" ? undefined : { filter: scope }}
      />
      <td>
        {maySubmit ? (
          <button
            type="button"
            className={styles.cell}
            data-derived={!submitted || undefined}
            onClick={onAsk}
          >
            {money(called)}
          </button>
        ) : (
          <span className={submitted ? undefined : styles.derived}>{money(called)}</span>
        )}
      </td>
      <td>{money(target)}</td>
    </tr>
  );
}

function overdueDeals(day: string): Filter {
  return {
    and: [
      { field: "stage.kind", op: "is", value: "open" },
      { field: "expected_close_on", op: "before", value: day },
    ],
  };
}

/** Everybody first, then teams with what is below them. */
function inTree(nodes: readonly ForecastNode[]): readonly { node: ForecastNode; depth: number }[] {
  const [all, ...others] = nodes;
  const below = Map.groupBy(others, ({ parent }) => parent);
  const seen = new Set<ForecastNode>();
  const walk = (parent: string | null, depth: number): { node: ForecastNode; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((node) => {
      if (seen.has(node)) return [];
      seen.add(node);
      return [{ node, depth }, ...(node.subject.kind === "team" ? walk(node.subject.id, depth + 1) : [])];
    });
  return [...(all ? [{ node: all, depth: 0 }] : []), ...walk(null, 1)];
}
