import { type FocusEvent, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldInput,
  type RecordSlotProps,
  useArchive,
  useChangeRecord,
  useCreateRecord,
  useFieldTitle,
  useObject,
  useRecords,
} from "#records/web";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { LinkChip } from "#web/link-chip.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";
import { Panel } from "./panel.tsx";

/** What a bundle holds, and how much of each. */
export function BundleParts({ record }: RecordSlotProps) {
  const t = useT();
  const title = useFieldTitle();
  const { grant } = useObject("bundle_part");
  const { rows, isPending } = useRecords("bundle_part", {
    filter: { field: "bundle", op: "is", value: record.id },
    sort: "position",
    limit: 100,
  });
  if (isPending) return null;
  const changeable = grant.change !== "none" && !record.archived_at;
  return (
    <Panel title="related.bundle_parts">
      {rows.length === 0 && <p className={styles.empty}>{t("catalogue.bundle.empty")}</p>}
      {rows.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{title("bundle_part", "part")}</th>
              <th scope="col" data-number>
                {title("bundle_part", "quantity")}
              </th>
              {changeable && <td />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Part key={row.id} row={row} changeable={changeable} />
            ))}
          </tbody>
        </table>
      )}
      {changeable && grant.create && (
        <div className={styles.add}>
          <AddPart key={rows.length} bundle={record} />
        </div>
      )}
    </Panel>
  );
}

function Part({ row, changeable }: { readonly row: RecordData; readonly changeable: boolean }) {
  const t = useT();
  const format = useFormat();
  const title = useFieldTitle();
  const { fields } = useObject("bundle_part");
  const change = useChangeRecord("bundle_part");
  const archive = useArchive("bundle_part");
  const [typed, setTyped] = useState<unknown>();
  const part = row.part as LinkValue;
  function keep({ currentTarget, relatedTarget }: FocusEvent): void {
    if (currentTarget.contains(relatedTarget)) return;
    if (typed) void change(row, { quantity: typed }, { quiet: true });
    setTyped(undefined);
  }
  return (
    <tr>
      <td data-wide>
        <LinkChip value={part} object="product" />
      </td>
      <td data-number onBlur={keep}>
        {changeable && fields.quantity ? (
          <FieldInput
            object="bundle_part"
            name="quantity"
            field={fields.quantity}
            value={typed === undefined ? row.quantity : typed}
            ariaLabel={`${title("bundle_part", "quantity")}: ${part.title}`}
            onChange={setTyped}
          />
        ) : (
          format.decimal(String(row.quantity))
        )}
      </td>
      {changeable && (
        <td data-act>
          <RemoveButton
            label={t("catalogue.remove", { name: part.title })}
            onClick={() => void archive([row])}
          />
        </td>
      )}
    </tr>
  );
}

function AddPart({ bundle }: { readonly bundle: RecordData }) {
  const t = useT();
  const create = useCreateRecord("bundle_part");
  const { fields } = useObject("bundle_part");
  const [chosen, setChosen] = useState<LinkValue | null>(null);
  if (!fields.part) return null;
  async function add(part: LinkValue | null): Promise<void> {
    if (!part) return;
    try {
      await create({ bundle: { id: bundle.id }, part });
    } catch (problem) {
      notifyProblem(problem);
    }
    setChosen(null);
  }
  return (
    <FieldInput
      object="bundle_part"
      name="part"
      field={fields.part}
      value={chosen}
      ariaLabel={t("catalogue.bundle.add")}
      onChange={(value) => setChosen(value as LinkValue | null)}
      onDone={(value) => void add(value as LinkValue | null)}
    />
  );
}
