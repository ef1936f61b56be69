import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import { useFormat } from "#web/format.ts";
import type { Whose } from "#web/home-part.ts";
import { HomeCard, Section } from "#web/home-section.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type ForecastFigures, forecastRecords, readForecastLine } from "../../contract/forecast.ts";
import { DealsLink } from "../deals-link.tsx";
import { usePeriodTitle } from "../period-switch.tsx";
import styles from "../targets.module.css";
import { useFollowDeals, useRead } from "../use-read.ts";
import own from "./home.module.css";

const mine: Filter = { field: "owner", op: "is", value: { me: true } };
const segments = ["won", "commit", "best_case"] as const;

/** My quarter: what is won and what is to come, against what I am to win; each figure opens its deals. */
export function OwnForecast({ whose }: { readonly whose: Whose }) {
  const t = useT();
  const title = usePeriodTitle();
  useFollowDeals();
  const { data } = useRead(readForecastLine, { query: { unit: "quarter", mine: true } }, whose === "mine");
  if (whose !== "mine" || !data || data.figures.won.amount === null) return null;
  const { figures, period, currency, target } = data;
  return (
    <Section
      title={t("targets.home.my_quarter", { period: title(period) })}
      aside={
        <Anchor component={Link} to="/forecast" size="sm" c="dimmed">
          {t("targets.forecast.title")}
        </Anchor>
      }
    >
      <HomeCard>
        <div className={own.quarter}>
          <Track figures={figures} target={target} />
          <dl className={own.figures}>
            {segments.map((key) => (
              <div key={key}>
                <dt data-segment={key}>{t(`targets.forecast.${key}`)}</dt>
                <dd>
                  <DealsLink filter={forecastRecords(period, key, mine)}>
                    <Amount amount={figures[key].amount} currency={currency} />
                  </DealsLink>
                </dd>
              </div>
            ))}
            {(["weighted", "expected"] as const).map(
              (key) =>
                figures[key] !== null && (
                  <div key={key}>
                    <dt>{t(`targets.forecast.${key}`)}</dt>
                    <dd>
                      <Amount amount={figures[key]} currency={currency} />
                    </dd>
                  </div>
                ),
            )}
          </dl>
          <ToGo figures={figures} target={target} currency={currency} />
        </div>
      </HomeCard>
    </Section>
  );
}

interface OfTarget {
  readonly figures: ForecastFigures;
  readonly target: string | null;
}

function Track({ figures, target }: OfTarget) {
  const amounts = segments.map((key) => Number(figures[key].amount ?? 0));
  const whole = Math.max(
    Number(target ?? 0),
    amounts.reduce((sum, amount) => sum + amount, 0),
  );
  if (whole === 0) return null;
  return (
    <span className={own.track} aria-hidden="true">
      {segments.map((key, at) => (
        <span key={key} data-segment={key} style={{ width: `${((amounts[at] ?? 0) / whole) * 100}%` }} />
      ))}
      {target !== null && (
        <span className={own.goal} style={{ insetInlineStart: `${(Number(target) / whole) * 100}%` }} />
      )}
    </span>
  );
}

/** What is still missing to the target, in words; where none is set, how one comes to be. */
function ToGo({ figures, target, currency }: OfTarget & { readonly currency: string }) {
  const t = useT();
  const format = useFormat();
  const maySet = useCan("targets:set");
  if (target === null)
    return (
      <p className={styles.note}>
        {t("targets.home.no_target")}{" "}
        {maySet && (
          <Anchor component={Link} to="/targets" size="xs" underline="always">
            {t("targets.home.set_targets")}
          </Anchor>
        )}
      </p>
    );
  const left = Number(target) - Number(figures.won.amount ?? 0);
  const money = (amount: number) => format.money({ amount: amount.toFixed(2), currency }, { whole: true });
  return (
    <p className={styles.note}>
      {left > 0
        ? t("targets.home.to_go", { left: money(left), target: money(Number(target)) })
        : t("targets.home.reached", { target: money(Number(target)) })}
    </p>
  );
}

function Amount({ amount, currency }: { readonly amount: string | null; readonly currency: string }) {
  const format = useFormat();
  return amount === null ? "–" : format.money({ amount, currency }, { whole: true });
}
