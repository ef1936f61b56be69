import { type FocusEvent, useState } from "react";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldInput,
  FieldValue,
  useArchive,
  useChangeRecord,
  useCreateRecord,
  useFieldTitle,
  useObject,
} from "#records/web";
import { RemoveButton } from "#web/remove-button.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

interface PriceItemRowProps {
  readonly list: RecordData;
  /** Null for the line that is not there yet. */
  readonly item: RecordData | null;
  readonly changeable: boolean;
  readonly onMade?: () => void;
}

const columns = ["product", "category", "from_quantity", "price", "percent"] as const;
type Values = Readonly<Record<string, unknown>>;

/** One line: what for, from which quantity on, at which price or how much off. Kept when one leaves it. */
export function PriceItemRow({ list, item, changeable, onMade }: PriceItemRowProps) {
  const t = useT();
  const title = useFieldTitle();
  const { fields } = useObject("price_item");
  const change = useChangeRecord("price_item");
  const create = useCreateRecord("price_item");
  const archive = useArchive("price_item");
  const [typed, setTyped] = useState<Values>({});
  const shown: Values = { ...item, ...typed };
  const name = (shown["product"] as LinkValue | null | undefined)?.title ?? "";

  async function keep({ currentTarget, relatedTarget }: FocusEvent): Promise<void> {
    if (currentTarget.contains(relatedTarget) || relatedTarget?.closest("[data-portal]")) return;
    if (Object.keys(typed).length === 0) return;
    if (item) {
      setTyped({});
      await change(item, typed, { quiet: true });
    } else if (shown["price"] || shown["percent"]) await make();
  }
  async function make(): Promise<void> {
    try {
      await create({ price_list: { id: list.id }, ...typed });
      onMade?.();
    } catch (problem) {
      notifyProblem(problem);
    }
  }
  // A line is a price or a percentage: the one takes the place of the other.
  function type(column: (typeof columns)[number], value: unknown): void {
    const other = column === "price" ? "percent" : column === "percent" ? "price" : undefined;
    setTyped({
      ...typed,
      [column]: value,
      ...(other && value !== null && shown[other] ? { [other]: null } : {}),
    });
  }

  return (
    <tr onBlur={(event) => void keep(event)}>
      {columns.map((column) => {
        const wide = column === "product" || column === "category";
        return (
          <td
            key={column}
            {...(wide
              ? { "data-wide": true }
              : { "data-number": true, "data-title": title("price_item", column) })}
          >
            <Cell
              column={column}
              value={shown[column]}
              currency={String(list.currency)}
              readOnly={!changeable || !fields[column]}
              name={name}
              onChange={(value) => type(column, value)}
            />
          </td>
        );
      })}
      {changeable && (
        <td data-act>
          {item && (
            <RemoveButton label={t("catalogue.remove", { name })} onClick={() => void archive([item])} />
          )}
        </td>
      )}
    </tr>
  );
}

interface CellProps {
  readonly column: (typeof columns)[number];
  readonly value: unknown;
  readonly currency: string;
  readonly readOnly: boolean;
  readonly name: string;
  readonly onChange: (value: unknown) => void;
}

function Cell({ column, value, currency, readOnly, name, onChange }: CellProps) {
  const title = useFieldTitle();
  const { fields } = useObject("price_item");
  const field = fields[column];
  const plain = fields["percent"];
  if (!field) return null;
  const common = { object: "price_item", name: column };
  // What a product costs is not said of its category.
  if (column === "category" && name !== "") return null;
  if (readOnly) return <FieldValue {...common} field={field} value={value} size="cell" />;
  const ariaLabel =
    name === "" || column === "product"
      ? title("price_item", column)
      : `${title("price_item", column)}: ${name}`;
  // Prices are in the currency of the list, which stands above them.
  if (column === "price" && plain)
    return (
      <FieldInput
        {...common}
        field={plain}
        value={(value as Money | null | undefined)?.amount ?? null}
        ariaLabel={ariaLabel}
        onChange={(amount) => onChange(amount === null ? null : { amount, currency })}
      />
    );
  return (
    <FieldInput {...common} field={field} value={value ?? null} ariaLabel={ariaLabel} onChange={onChange} />
  );
}
