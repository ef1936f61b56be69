import { Button, NativeSelect, NumberInput } from "@mantine/core";
import type { Comparison, RelatedClause, RelatedNumber } from "#kernel/filter";
import { type ObjectMetadata, readsAs } from "#records/contract";
import { useOptionalSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { currencyCodes } from "../input/currencies.ts";
import { useFieldTitle, useMetadata } from "../metadata.ts";
import { conditionsIn } from "./clauses.ts";
import styles from "./filter.module.css";
import { numberFields, relatedObject } from "./filter-fields.ts";
import { useRelatedPathTitle } from "./use-words.ts";

const counting = ["gte", "gt", "lte", "lt", "eq"] as const;
const measuring = ["sum", "avg", "min", "max"] as const;
type Measuring = (typeof measuring)[number];

interface RelatedEditorProps {
  readonly object: ObjectMetadata;
  readonly clause: RelatedClause;
  readonly onClause: (clause: RelatedClause) => void;
}

/** Changes a condition on related records: some or none, how many, or how their sum compares. What is asked of them stays. */
export function RelatedEditor({ object, clause, onClause }: RelatedEditorProps) {
  const t = useT();
  const { objects } = useMetadata();
  const relatedTitle = useRelatedPathTitle();
  const related = relatedObject(object, objects, clause.related);
  const numbers = related ? numberFields(related) : [];
  const [inner] = conditionsIn(clause);
  const where = inner ? { where: inner } : {};
  const measured = measuring.find((how) => clause[how]);
  const kind = clause.none ? "none" : clause.count ? "count" : measured ? "number" : "some";
  const acts = {
    some: { some: inner ?? true },
    none: { none: inner ?? true },
    count: { count: { op: "gte", value: 2, ...clause.count, ...where } },
    number: { sum: { of: numbers[0] ?? "", op: "gt", value: "0", ...where } },
  } as const;
  const kinds = (["some", "none", "count", "number"] as const).filter(
    (one) => one !== "number" || numbers.length > 0,
  );
  return (
    <div className={styles.editor}>
      <span className={styles.title}>{relatedTitle(object, clause.related)}</span>
      <Button.Group className={styles.kinds}>
        {kinds.map((which) => (
          <Button
            key={which}
            size="xs"
            variant={kind === which ? "light" : "default"}
            aria-pressed={kind === which}
            onClick={() => kind !== which && onClause({ related: clause.related, ...acts[which] })}
          >
            {t(`records.filter.related_op.${which}`)}
          </Button>
        ))}
      </Button.Group>
      {clause.count && (
        <div className={styles.pair}>
          <ComparisonSelect
            value={clause.count.op}
            onValue={(op) => onClause({ related: clause.related, count: { ...acts.count.count, op } })}
          />
          <NumberInput
            aria-label={t("records.filter.value")}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={clause.count.value}
            onChange={(value) =>
              typeof value === "number" &&
              value >= 0 &&
              onClause({ related: clause.related, count: { ...acts.count.count, value } })
            }
          />
        </div>
      )}
      {measured && related && (
        <NumberEditor
          object={related}
          how={measured}
          asked={clause[measured] as RelatedNumber}
          onAsked={(how, asked) => onClause({ related: clause.related, [how]: asked } as RelatedClause)}
        />
      )}
    </div>
  );
}

interface NumberEditorProps {
  readonly object: ObjectMetadata;
  readonly how: Measuring;
  readonly asked: RelatedNumber;
  readonly onAsked: (how: Measuring, asked: RelatedNumber) => void;
}

/** The sum, average, least or greatest of a field, and what it is compared with. */
function NumberEditor({ object, how, asked, onAsked }: NumberEditorProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const own = useOptionalSession()?.organisation.currency ?? "EUR";
  const field = object.fields[asked.of];
  const isMoney = field !== undefined && readsAs(field) === "money";
  const turn = (change: Partial<RelatedNumber>) => onAsked(how, { ...asked, ...change });
  const { currency: _, ...unpriced } = asked;
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect
          aria-label={t("records.filter.measure")}
          value={how}
          data={measuring.map((one) => ({ value: one, label: t(`records.total.${one}`) }))}
          onChange={(event) => onAsked(event.currentTarget.value as Measuring, asked)}
        />
        <NativeSelect
          aria-label={t("records.filter.field")}
          value={asked.of}
          data={numberFields(object).map((name) => ({ value: name, label: fieldTitle(object.name, name) }))}
          onChange={(event) => onAsked(how, { ...unpriced, of: event.currentTarget.value })}
        />
      </div>
      <div className={isMoney ? styles.triple : styles.pair}>
        <ComparisonSelect value={asked.op} onValue={(op) => turn({ op })} />
        <NumberInput
          aria-label={t("records.filter.value")}
          value={String(asked.value)}
          onChange={(value) => value !== "" && value !== "-" && turn({ value: String(value) })}
        />
        {isMoney && (
          <NativeSelect
            aria-label={t("records.parts.currency")}
            value={asked.currency ?? own}
            data={currencyCodes(own)}
            onChange={({ currentTarget: { value } }) =>
              onAsked(how, value === own ? unpriced : { ...asked, currency: value })
            }
          />
        )}
      </div>
    </>
  );
}

function ComparisonSelect({ value, onValue }: { value: Comparison; onValue: (op: Comparison) => void }) {
  const t = useT();
  const shown = counting.some((op) => op === value) ? counting : [...counting, value];
  return (
    <NativeSelect
      aria-label={t("records.filter.operator")}
      value={value}
      data={shown.map((op) => ({ value: op, label: t(`records.filter.op.${op}`) }))}
      onChange={(event) => onValue(event.currentTarget.value as Comparison)}
    />
  );
}
