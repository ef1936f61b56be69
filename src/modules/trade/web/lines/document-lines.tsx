import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef } from "react";
import type { LinkValue } from "#records/contract";
import { type RecordSlotProps, useObject, useRecordRights, Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { AddProduct } from "./add-product.tsx";
import { DocumentFoot } from "./document-foot.tsx";
import { DocumentLine } from "./document-line.tsx";
import { type EditedLine, inOtherCurrency, newLine, sumsOf } from "./edited-line.ts";
import { Leaving } from "./leaving.tsx";
import { LineList } from "./line-list.tsx";
import styles from "./lines.module.css";
import { useEditedLines } from "./use-lines.ts";

/** The lines of a quote or an order: typed by the keyboard alone while it is a draft, read from then on. */
export function DocumentLines({ object, record: document }: RecordSlotProps) {
  const t = useT();
  const edited = useEditedLines(object, document);
  const { change: mayChange } = useRecordRights(useObject(object), document);
  const adding = useRef<HTMLDivElement>(null);
  const fresh = useRef<string | null>(null);
  const { content, lines, head, change } = edited;
  const editable = document.state === "draft" && mayChange && !document.archived_at;
  if (!content) return <Waiting rows={5} />;
  const sums = sumsOf(lines, head);
  // What somebody approved is above nobody's limit any more.
  const isAllowed = !["draft", "awaiting_approval"].includes(String(document.state));

  const put = (key: string, values: Partial<EditedLine>): void =>
    change(lines.map((line) => (line.key === key ? { ...line, ...values } : line)));
  const add = (product: LinkValue | null): void => {
    const line = newLine(product, lines[0]);
    fresh.current = line.key;
    change([...lines, line]);
  };
  const goOn = (): void => adding.current?.querySelector("input")?.focus();

  return (
    <section className={styles.document} aria-label={t("trade.lines.title")}>
      <Leaving
        isUnkept={edited.isUnkept}
        title={t("trade.lines.leaving")}
        text={t("trade.lines.leaving_text")}
      />
      {lines.length === 0 && (
        <EmptyState
          icon="checklist"
          title={t("trade.lines.empty")}
          text={editable && t("trade.lines.empty_hint")}
        />
      )}
      <LineList
        object={`${object}_line`}
        lines={lines}
        editable={editable}
        onOrder={change}
        row={(line, index, onMove) => (
          <DocumentLine
            key={line.key}
            object={object}
            line={line}
            index={index}
            currency={head.currency}
            amount={sums.lines[index]?.[head.taxIncluded ? "gross" : "net"]}
            warnings={content.warnings.flatMap((one) =>
              one.line === line.id && !(one.code === "above_limit" && isAllowed) ? [one.code] : [],
            )}
            limit={content.discount_limit}
            refusal={edited.refusalOf(line)}
            editable={editable}
            focus={fresh.current === line.key}
            onChange={(values) => put(line.key, values)}
            onRemove={() => change(lines.filter(({ key }) => key !== line.key))}
            onDone={goOn}
            onMove={onMove}
          />
        )}
      />
      {editable && (
        <div className={styles.add} ref={adding}>
          <AddProduct key={lines.length} object={`${object}_line`} onAdd={add} />
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => add(null)}
          >
            {t("trade.lines.add_free")}
          </Button>
        </div>
      )}
      {lines.length > 0 && (
        <DocumentFoot
          content={content}
          head={head}
          sums={sums}
          editable={editable}
          saving={edited.saving}
          problem={edited.problem}
          onDiscount={(discount) => change(lines, { ...head, discount })}
          onCurrency={(currency) => change(inOtherCurrency(lines), { ...head, currency })}
        />
      )}
    </section>
  );
}
