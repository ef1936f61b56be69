import { UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { askToCreate } from "../form/asking.ts";
import { useLiveRecords } from "../live-records.ts";
import { useMetadata, useObject, useRelatedTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";
import { RecordLink } from "./record-link.tsx";
import { isEmpty } from "./record-sections.ts";
import styles from "./related-lists.module.css";
import { useObjectSlots } from "./slots.ts";

interface RelatedListsProps {
  readonly object: string;
  readonly record: RecordData;
}

/** What points here, a list for each field that points: the deals of a company, the people who work there. */
export function RelatedLists({ object, record }: RelatedListsProps) {
  const t = useT();
  const { objects } = useMetadata();
  const definition = useObject(object);
  const { covers = [] } = useObjectSlots(object);
  const lists = Object.entries(definition.related).filter(
    ([name, list]) =>
      !covers.includes(name) && objects[list.object] && objects[list.object]?.grant.read !== "none",
  );
  const [empty, setEmpty] = useState<ReadonlySet<string>>(new Set());
  const tellEmpty = useCallback((name: string, isEmpty: boolean) => {
    setEmpty((before) => {
      if (before.has(name) === isEmpty) return before;
      return isEmpty ? before.union(new Set([name])) : before.difference(new Set([name]));
    });
  }, []);
  const [all, setAll] = useState(false);
  const folds = empty.size > manyEmpty;
  return (
    <>
      {lists.map(([name, list]) => (
        <div key={name} className={styles.place} hidden={folds && !all && empty.has(name)}>
          <RelatedList
            name={name}
            object={list.object}
            field={list.field}
            to={{ object, record }}
            onEmpty={tellEmpty}
          />
        </div>
      ))}
      {folds && (
        <UnstyledButton className={styles.empties} aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? "page.related.fewer" : "page.related.empty", { count: empty.size })}
        </UnstyledButton>
      )}
    </>
  );
}

/** So many lists in which nothing stands may be seen; more of them only hide what is there. */
const manyEmpty = 6;

interface RelatedListProps {
  readonly name: string;
  readonly object: string;
  /** The field of `object` that points to the record. */
  readonly field: string;
  readonly to: { readonly object: string; readonly record: RecordData };
  readonly onEmpty: (name: string, isEmpty: boolean) => void;
}

const few = 5;

function RelatedList({ name, object, field, to, onEmpty }: RelatedListProps) {
  const t = useT();
  const definition = useObject(object);
  const target = useObject(to.object);
  const [open, setOpen] = useState(true);
  useLiveRecords(object);
  const filter: Filter = { field, op: "is", value: to.record.id };
  const list = useRecords(object, { filter, sort: definition.sort, limit: few, count: true });
  const count = list.count?.value ?? list.rows.length;
  const isNothing = !list.isPending && count === 0;
  useEffect(() => onEmpty(name, isNothing), [onEmpty, name, isNothing]);
  const title = useRelatedTitle()(target, name);
  const addable = definition.grant.create && !definition.closed;

  return (
    <section className={styles.list} aria-label={title}>
      <header className={styles.head}>
        <UnstyledButton
          className={styles.fold}
          onClick={() => setOpen(!open)}
          aria-expanded={open && count > 0}
          disabled={count === 0}
        >
          {count > 0 && (
            <IconChevronRight
              size={14}
              stroke={1.5}
              className={styles.chevron}
              data-open={open || undefined}
            />
          )}
          <span className={styles.title}>{title}</span>
          {!list.isPending && <span className={styles.count}>{count}</span>}
        </UnstyledButton>
        {addable && (
          <IconButton label={t("page.related.add", { list: title })} size={24} onClick={add}>
            <IconPlus size={14} stroke={1.5} />
          </IconButton>
        )}
      </header>
      {open && count > 0 && (
        <ul className={styles.rows}>
          {list.rows.slice(0, few).map((row) => (
            <Row key={row.id} object={definition} record={row} without={field} />
          ))}
        </ul>
      )}
      {open && count > few && (
        <Link
          to={`/${definition.plural}` as never}
          search={{ filter: printFilter(filter) } as never}
          className={styles.all}
        >
          {t("page.related.all", { count })}
        </Link>
      )}
    </section>
  );

  function add(): void {
    const link = { id: to.record.id, title: recordTitle(target, to.record), object: to.object };
    void askToCreate(object, { [field]: link });
  }
}

function Row({ object, record, without }: { object: ObjectMetadata; record: RecordData; without: string }) {
  const other = otherEnd(object, record, without);
  const shown = (other ? [object.title, ...object.columns] : object.columns)
    .filter(
      (name, at, all) =>
        all.indexOf(name) === at &&
        name !== (other ?? object.title) &&
        name !== without &&
        object.fields[name] &&
        !isEmpty(record[name]),
    )
    .slice(0, 2);
  const link = other && object.fields[other];
  return (
    <li className={styles.row}>
      {other && link ? (
        <span className={styles.name}>
          <FieldValue object={object.name} name={other} field={link} value={record[other]} />
        </span>
      ) : (
        <RecordLink object={object.name} record={record} className={styles.name} />
      )}
      <span className={styles.facts}>
        {shown.map((name) => {
          const field = object.fields[name];
          return (
            field && (
              <FieldValue key={name} object={object.name} name={name} field={field} value={record[name]} />
            )
          );
        })}
      </span>
    </li>
  );
}

/** What only joins two records, as a part in a deal, has no name of its own: it is called by its other end. */
function otherEnd(object: ObjectMetadata, record: RecordData, without: string): string | undefined {
  if (object.fields[object.title]?.type !== "choice") return undefined;
  return Object.entries(object.fields).find(
    ([name, field]) => field.type === "link" && field.required && name !== without && !isEmpty(record[name]),
  )?.[0];
}
