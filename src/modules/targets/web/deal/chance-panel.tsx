import { useQuery } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import type { Money } from "#kernel/money";
import type { LinkValue } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type Evidence, readChances, readDealChance } from "../../contract/forecast.ts";
import { useRead } from "../use-read.ts";
import styles from "./deal.module.css";

type DealChance = OutputOf<typeof readDealChance>;

/** The chance of a deal as its stage says it and as such deals went: what raises or lowers it, from how many, and how far off such chances were. */
export function ChancePanel({ record: deal }: RecordSlotProps) {
  const t = useT();
  const { data: chance } = useQuery({
    queryKey: ["targets", readDealChance.id, deal.id, deal.version],
    queryFn: () => call(readDealChance, { params: { id: deal.id } }),
  });
  const { data: chances } = useRead(readChances);
  if (!chance || !chances) return null;
  if (chance.plain === null) return <p className={styles.dim}>{t("targets.chance.none")}</p>;
  return (
    <div className={styles.panel}>
      <Bar title={t("targets.chance.own")} part={chance.own} strong />
      <Bar title={t("targets.chance.plain")} part={chance.plain} />
      {chance.own === null ? (
        <p className={styles.dim}>
          {chances.state === "known"
            ? t("targets.chance.new_stage")
            : t(`targets.chances.${chances.state}`, { count: chances.evidence?.deals ?? 0, day: "" })}
        </p>
      ) : (
        <>
          <Reasons chance={chance} deal={deal} />
          {chances.evidence && <Tried own={chance.own} evidence={chances.evidence} />}
        </>
      )}
    </div>
  );
}

function Bar({
  title,
  part,
  strong,
}: {
  readonly title: string;
  readonly part: number | null;
  readonly strong?: boolean;
}) {
  const format = useFormat();
  return (
    <div className={styles.chance} data-strong={strong || undefined}>
      <span>{title}</span>
      <span className={styles.track} aria-hidden="true">
        <span style={{ width: `${(part ?? 0) * 100}%` }} />
      </span>
      <span className={styles.percent}>{part === null ? "–" : format.percent(Math.round(part * 100))}</span>
    </div>
  );
}

/** What the chance is made of: where the deal stands and for how long, then what its seller and its amount add or take. */
function Reasons({
  chance,
  deal,
}: {
  readonly chance: DealChance;
  readonly deal: RecordSlotProps["record"];
}) {
  const t = useT();
  const format = useFormat();
  const stage = (deal.stage as LinkValue | null)?.title ?? "";
  const seller = (deal.owner as LinkValue | null)?.title ?? "";
  const amount = deal.amount as Money | null | undefined;
  const whole = (part: number) => Math.round(part * 100);
  return (
    <ul className={styles.reasons}>
      {chance.parts.map(({ part, chance: now, deals }, at) => {
        const before = chance.parts[at - 1]?.chance ?? 0;
        const points = whole(now) - whole(before);
        const told = {
          days: chance.daysInStage ?? 0,
          stage,
          seller,
          amount: amount ? format.money(amount, { whole: true }) : "",
          count: deals,
          chance: format.percent(whole(now)),
          points: `${points < 0 ? "−" : "+"}${format.number(Math.abs(points))}`,
        };
        return (
          <li
            key={part}
            data-tone={part === "stage" || points === 0 ? undefined : points < 0 ? "down" : "up"}
          >
            {t(`targets.chance.because.${part}`, told)}{" "}
            <span className={styles.dim}>{t("targets.chance.from", { count: deals })}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** How it went where such a chance was foretold of deals that were not known, and the error over all of them. */
function Tried({ own, evidence }: { readonly own: number; readonly evidence: Evidence }) {
  const t = useT();
  const format = useFormat();
  const bin = evidence.calibration.findLast(({ from }) => from <= own);
  const deals = evidence.folds.reduce((sum, fold) => sum + fold.deals, 0);
  const mean = (of: (fold: Evidence["folds"][number]) => number) =>
    evidence.folds.reduce((sum, fold) => sum + of(fold) * fold.deals, 0) / Math.max(1, deals);
  return (
    <p className={styles.dim}>
      {bin &&
        t("targets.chance.tried", {
          from: Math.round(bin.from * 100),
          to: Math.round(bin.from * 100) + 20,
          count: bin.deals,
          part: format.percent(Math.round((bin.won / Math.max(1, bin.deals)) * 100)),
        })}{" "}
      {t("targets.chance.error", {
        own: format.decimal(
          mean(({ brier }) => brier),
          3,
        ),
        plain: format.decimal(
          mean(({ plainBrier }) => plainBrier),
          3,
        ),
      })}
    </p>
  );
}
