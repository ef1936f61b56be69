import { NativeSelect } from "@mantine/core";
import type { Money } from "#kernel/money";
import { useFormat } from "#web/format.ts";
import { useOptionalSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { currencyCodes } from "../../web/input/currencies.ts";
import styles from "../../web/input/input.module.css";
import { NumberField } from "../../web/input/number-field.tsx";

export function Show({ value }: ShowProps) {
  const { money } = useFormat();
  return <span className="numeric">{money(value as Money)}</span>;
}

export function Edit(props: EditProps) {
  const t = useT();
  const own = useOptionalSession()?.organisation.currency;
  const value = props.value as Partial<Money> | null | undefined;
  const currency = value?.currency ?? own ?? "EUR";
  const amount = value?.amount ?? null;
  return (
    <div className={styles.pair}>
      <NumberField
        {...props}
        amount={amount}
        onAmount={(typed) => props.onChange(typed === null ? null : { amount: typed, currency })}
      />
      <NativeSelect
        aria-label={t("records.input.currency")}
        w={82}
        variant={props.inline ? "filled" : "default"}
        size={props.inline ? "xs" : undefined}
        tabIndex={props.inline ? -1 : 0}
        value={currency}
        onChange={(event) =>
          props.onChange(amount === null ? null : { amount, currency: event.currentTarget.value })
        }
        data={[...currencyCodes(own)]}
      />
    </div>
  );
}
