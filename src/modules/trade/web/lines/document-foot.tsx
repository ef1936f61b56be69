import { TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { currencyCode } from "#kernel/money";
import { FieldInput, useFieldTitle, useObject } from "#records/web";
import type { DocumentContent, Reckoned } from "#trade/contract";
import { useFormat } from "#web/format.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import type { EditedHead } from "./edited-line.ts";
import styles from "./lines.module.css";
import { Margin } from "./margin.tsx";
import type { SavingState } from "./use-lines.ts";

interface DocumentFootProps {
  readonly content: DocumentContent;
  readonly head: EditedHead;
  /** As typed. */
  readonly sums: Reckoned;
  readonly editable: boolean;
  readonly saving: SavingState;
  readonly problem: string | null;
  readonly onDiscount: (discount: string | null) => void;
  readonly onCurrency: (currency: string) => void;
}

/** What the lines come to: discount on the whole, taxes by rate, the total; what it earns, for those who may see it. */
export function DocumentFoot({
  content,
  head,
  sums,
  editable,
  saving,
  problem,
  onDiscount,
  onCurrency,
}: DocumentFootProps) {
  const t = useT();
  const format = useFormat();
  const money = (amount: string) => format.money({ amount, currency: head.currency });
  const aboveLimit = editable && content.discount_given > content.discount_limit;
  return (
    <div className={styles.foot}>
      <div className={styles.beside}>
        <ProblemNote text={problem ?? undefined} />
        {aboveLimit && (
          <p className={styles.warning}>
            <IconAlertTriangle size={14} stroke={1.5} />
            {t("trade.lines.above_limit", {
              given: format.percent(content.discount_given),
              limit: format.percent(content.discount_limit),
            })}
          </p>
        )}
        {content.margin && <Margin margin={content.margin} currency={head.currency} />}
        <span className={styles.saving} role="status">
          {editable && t(`trade.lines.${saving}`)}
        </span>
      </div>
      <dl className={styles.sums}>
        {editable && <CurrencyOfAll key={head.currency} head={head} onCurrency={onCurrency} />}
        <DiscountOfAll head={head} editable={editable} onDiscount={onDiscount} />
        <div>
          <dt>{t("trade.lines.net")}</dt>
          <dd>{money(sums.net)}</dd>
        </div>
        {sums.taxes.map(({ key, rate, tax }) => (
          <div key={`${key} ${rate}`}>
            <dt>{t("trade.lines.tax", { rate: format.percent(Number(rate)) })}</dt>
            <dd>{money(tax)}</dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>{t("trade.lines.total")}</dt>
          <dd>{money(sums.gross)}</dd>
        </div>
      </dl>
    </div>
  );
}

/** The currency of all prices, by its three letters. */
function CurrencyOfAll({ head, onCurrency }: Pick<DocumentFootProps, "head" | "onCurrency">) {
  const fieldTitle = useFieldTitle();
  const [typed, setTyped] = useState(head.currency);
  const keep = (): void => {
    if (!currencyCode.safeParse(typed).success) setTyped(head.currency);
    else if (typed !== head.currency) onCurrency(typed);
  };
  return (
    <div>
      <dt>{fieldTitle("quote", "currency")}</dt>
      <dd className={styles.discount}>
        <TextInput
          size="xs"
          value={typed}
          maxLength={3}
          aria-label={fieldTitle("quote", "currency")}
          onChange={({ currentTarget }) => setTyped(currentTarget.value.toUpperCase())}
          onBlur={keep}
          onKeyDown={({ key }) => key === "Enter" && keep()}
        />
      </dd>
    </div>
  );
}

function DiscountOfAll({
  head,
  editable,
  onDiscount,
}: Pick<DocumentFootProps, "head" | "editable" | "onDiscount">) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("quote_line");
  if (!editable) {
    if (!Number(head.discount ?? 0)) return null;
    return (
      <div>
        <dt>{t("trade.lines.discount")}</dt>
        <dd>{format.percent(Number(head.discount))}</dd>
      </div>
    );
  }
  return (
    <div>
      <dt>{fieldTitle("quote", "discount")}</dt>
      <dd className={styles.discount}>
        {fields.quantity && (
          <FieldInput
            object="quote"
            name="discount"
            field={fields.quantity}
            value={head.discount}
            ariaLabel={fieldTitle("quote", "discount")}
            onChange={(value) => onDiscount(value as string | null)}
          />
        )}
      </dd>
    </div>
  );
}
