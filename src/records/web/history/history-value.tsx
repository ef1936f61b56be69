import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { useObject } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import styles from "./record-history.module.css";

interface HistoryValueProps {
  readonly object: string;
  readonly name: string;
  readonly value: unknown;
}

/** A value of now or of then as it reads; that there was none is said in words. */
export function HistoryValue({ object, name, value }: HistoryValueProps) {
  const t = useT();
  const field = useObject(object).fields[name];
  if (!field || isEmpty(value)) return <span className={styles.empty}>{t("history.empty")}</span>;
  return <FieldValue object={object} name={name} field={field} value={value} size="full" />;
}
