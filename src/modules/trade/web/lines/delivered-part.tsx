import { Progress } from "@mantine/core";
import type { RecordData } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./lines.module.css";

/** How much of a line of an order was handed over, and what else became of it. */
export function DeliveredPart({ line }: { readonly line: RecordData }) {
  const t = useT();
  const { decimal } = useFormat();
  const number = (name: string): number => Number(line[name] ?? 0);
  const [quantity, delivered, cancelled] = [number("quantity"), number("delivered"), number("cancelled")];
  const said = (["delivered", "returned", "cancelled", "invoiced"] as const).filter(
    (name) => number(name) > 0,
  );
  if (said.length === 0) return null;
  const wanted = quantity - cancelled;
  return (
    <span className={styles.part}>
      <Progress
        value={wanted > 0 ? (delivered / wanted) * 100 : 0}
        size={4}
        w={64}
        aria-label={t("trade.lines.delivered", { count: decimal(delivered) })}
      />
      {said.map((name) => t(`trade.lines.${name}`, { count: decimal(number(name)) })).join(" · ")}
    </span>
  );
}
