import { Checkbox } from "@mantine/core";
import { type KeyboardEvent, memo } from "react";
import type { FileValue, ObjectMetadata, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { faceOf } from "../input/record-search.tsx";
import { useFieldTitle } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import { recordTitle } from "../record-values.ts";
import type { TableColumn } from "../table/columns.ts";
import styles from "./gallery.module.css";
import { mostFields, pictureField } from "./gallery-layout.ts";

interface GalleryCardProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly columns: readonly TableColumn[];
  /** Its place among so many. */
  readonly at: number;
  readonly of: number;
  /** The keyboard is here. */
  readonly reached: boolean;
  readonly open: boolean;
  readonly selected: boolean;
  readonly onOpen: (id: string) => void;
  readonly onSelect: (id: string, range?: boolean) => void;
  readonly onReach: (at: number) => void;
}

/** A record as a card; a click opens it, X chooses it. */
export const GalleryCard = memo(function GalleryCard(props: GalleryCardProps) {
  const { object, record, columns, at, of, reached, open, selected, onOpen, onSelect, onReach } = props;
  const t = useT();
  const title = recordTitle(object, record) || t("page.untitled");
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onSelect(record.id, event.shiftKey);
  }
  return (
    <article
      role="listitem"
      aria-setsize={of}
      aria-posinset={at + 1}
      className={styles.card}
      data-open={open || undefined}
      data-selected={selected || undefined}
      onClick={(event) => !(event.target as Element).closest("a, button, input, label") && onOpen(record.id)}
    >
      <header className={styles.head}>
        <Picture object={object} record={record} title={title} />
        <button
          type="button"
          className={styles.title}
          data-card={at}
          tabIndex={reached ? 0 : -1}
          title={title}
          onClick={() => onOpen(record.id)}
          onFocus={() => onReach(at)}
          onKeyDown={onKeyDown}
        >
          {title}
        </button>
        <Checkbox
          size="xs"
          className={styles.check}
          tabIndex={-1}
          aria-label={t("records.table.select", { name: title })}
          checked={selected}
          onChange={(event) => onSelect(record.id, (event.nativeEvent as MouseEvent).shiftKey)}
        />
      </header>
      {columns.length > 0 && (
        <dl className={styles.facts}>
          {columns.slice(0, mostFields).map((column) => (
            <Fact key={column.field} object={object} record={record} column={column} />
          ))}
        </dl>
      )}
    </article>
  );
});

function Fact({
  object,
  record,
  column,
}: Pick<GalleryCardProps, "object" | "record"> & { readonly column: TableColumn }) {
  const title = useFieldTitle()(object.name, column.field);
  const value = record[column.field];
  return (
    <div className={styles.fact}>
      <dt title={title}>{title}</dt>
      <dd>
        {isEmpty(value) ? (
          <span className={styles.nothing}>–</span>
        ) : (
          <FieldValue
            object={object.name}
            name={column.field}
            field={column.definition}
            value={value}
            size="cell"
          />
        )}
      </dd>
    </div>
  );
}

/** The picture where there is one that is a picture; else initials on the colour of the name. */
function Picture({ object, record, title }: Pick<GalleryCardProps, "object" | "record"> & { title: string }) {
  const field = pictureField(object);
  const file = field ? (record[field] as FileValue | null | undefined) : null;
  const address = file?.type.startsWith("image/") ? `/api/files/${file.id}` : null;
  return <Avatar name={title} kind={faceOf(object.name, record) ?? "company"} picture={address} size={44} />;
}
