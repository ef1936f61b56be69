import { ActionIcon, Button, Menu, Select, TextInput } from "@mantine/core";
import { IconAffiliate, IconDots, IconPlus } from "@tabler/icons-react";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { dayIn } from "#kernel/period";
import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldInput,
  optionsOf,
  type RecordSlotProps,
  recordTitle,
  useArchive,
  useChangeRecord,
  useCreateRecord,
  useObject,
  useRecords,
} from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { problemText } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { FormActs } from "./contact-points.tsx";
import styles from "./panels.module.css";

const RelationGraph = lazy(() => import("./relation-graph.tsx"));

/** How the customer stands to others: where they work, whose daughter they are, who sent them. */
export default function Relations({ object, record }: RecordSlotProps) {
  const t = useT();
  const definition = useObject("relation");
  const own = useObject(object);
  const [adding, setAdding] = useState(false);
  const [graph, setGraph] = useState(false);
  const [past, setPast] = useState(false);
  const list = useRecords("relation", { filter: aboutParty(record.id), sort: "kind", limit: 100 });
  const ended = list.rows.filter((row) => row.ended_on != null);
  const shown = past ? list.rows : list.rows.filter((row) => row.ended_on == null);
  return (
    <>
      <ul className={styles.rows}>
        {shown.map((row) => (
          <Relation key={row.id} relation={row} party={record.id} />
        ))}
      </ul>
      {adding && <NewRelation party={record.id} onDone={() => setAdding(false)} />}
      <div className={styles.buttons}>
        {!adding && definition.grant.create && !record.archived_at && (
          <Button
            className={styles.quiet}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => setAdding(true)}
          >
            {t("relations.add")}
          </Button>
        )}
        {list.rows.length > 0 && (
          <Button
            className={styles.quiet}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconAffiliate size={14} stroke={1.5} />}
            onClick={() => setGraph(true)}
          >
            {t("relations.graph")}
          </Button>
        )}
        {ended.length > 0 && (
          <Button
            className={styles.quiet}
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-expanded={past}
            onClick={() => setPast(!past)}
          >
            {t("relations.past", { count: ended.length })}
          </Button>
        )}
      </div>
      <Modal
        opened={graph}
        onClose={() => setGraph(false)}
        title={t("relations.graph_of", { name: recordTitle(own, record) })}
        size={760}
      >
        <Suspense fallback={null}>
          {graph && (
            <RelationGraph party={{ id: record.id, title: recordTitle(own, record), kind: object }} />
          )}
        </Suspense>
      </Modal>
    </>
  );
}

/** Relations that go from the party and to it. */
export function aboutParty(id: string) {
  return {
    or: [{ field: "from", op: "is", value: id } as const, { field: "to", op: "is", value: id } as const],
  };
}

function Relation({ relation, party }: { readonly relation: RecordData; readonly party: string }) {
  const t = useT();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const { grant } = useObject("relation");
  const change = useChangeRecord("relation");
  const archive = useArchive("relation");
  const from = relation.from as LinkValue | null;
  const to = relation.to as LinkValue | null;
  const outwards = from?.id === party;
  const other = outwards ? to : from;
  const span = [relation.started_on, relation.ended_on].map((day) =>
    typeof day === "string" ? format.date(day) : "",
  );
  return (
    <li className={styles.row} data-past={relation.ended_on != null || undefined}>
      <span className={styles.kind}>
        {t(`relations.${outwards ? "to" : "from"}.${String(relation.kind)}`)}
      </span>
      <span className={styles.value}>
        {other && <LinkChip value={{ ...other, object: other.object ?? "party" }} />}
        {relation.title ? <span className={styles.dim}> {String(relation.title)}</span> : null}
        {span.some(Boolean) && <span className={styles.dim}> {span.join(" – ")}</span>}
      </span>
      {grant.change !== "none" && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon
              size={22}
              className={styles.acts}
              aria-label={t("relations.acts", { name: other?.title ?? "" })}
            >
              <IconDots size={14} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {relation.ended_on == null && (
              <Menu.Item onClick={() => void change(relation, { ended_on: dayIn(timeZone) })}>
                {t("relations.end")}
              </Menu.Item>
            )}
            {grant.delete !== "none" && (
              <Menu.Item onClick={() => void archive([relation])}>{t("relations.remove")}</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function NewRelation({ party, onDone }: { readonly party: string; readonly onDone: () => void }) {
  const t = useT();
  const create = useCreateRecord("relation");
  const { fields } = useObject("relation");
  const [choice, setChoice] = useState<string | null>(null);
  const [other, setOther] = useState<unknown>(null);
  const [title, setTitle] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  if (!fields.kind || !fields.to) return null;
  // Each kind reads in two directions, except where both read the same.
  const choices = optionsOf(fields.kind).flatMap((kind) => {
    const to = t(`relations.to.${kind}`);
    const from = t(`relations.from.${kind}`);
    return to === from
      ? [{ value: `to ${kind}`, label: to }]
      : [
          { value: `to ${kind}`, label: to },
          { value: `from ${kind}`, label: from },
        ];
  });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const [direction, kind] = (choice ?? "").split(" ");
    const ends = direction === "to" ? { from: { id: party }, to: other } : { from: other, to: { id: party } };
    try {
      await create({ kind, ...ends, title: title.trim() || null });
      onDone();
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.pair}>
        <Select
          size="xs"
          aria-label={t("relations.kind")}
          placeholder={t("relations.kind")}
          allowDeselect={false}
          data={choices}
          value={choice}
          onChange={setChoice}
        />
        <FieldInput
          object="relation"
          name="to"
          field={fields.to}
          value={other}
          ariaLabel={t("relations.who")}
          onChange={setOther}
          error={problem ?? undefined}
        />
      </div>
      <TextInput
        size="xs"
        aria-label={t("relations.as")}
        placeholder={t("relations.as")}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <FormActs onCancel={onDone} disabled={!choice || !other} save={t("relations.save")} />
    </form>
  );
}
