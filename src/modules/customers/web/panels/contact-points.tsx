import { ActionIcon, Button, Menu, Select, TextInput, Tooltip } from "@mantine/core";
import { IconBan, IconDots, IconPlus, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { makeContactPointMain, optInAgain, optOut } from "#customers/contract";
import type { RecordData } from "#records/contract";
import {
  actsOf,
  optionsOf,
  type RecordSlotProps,
  useArchive,
  useCreateRecord,
  useObject,
  useOptionTitle,
  useRecordRights,
  useRecords,
  useUndo,
} from "#records/web";
import { callAct } from "#web/client.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { addressOf, canBeMain } from "./reaching.ts";
import styles from "./panels.module.css";

/** Every address, number and handle, the main ones first. */
export default function ContactPoints({ object, record }: RecordSlotProps) {
  const t = useT();
  const definition = useObject("contact_point");
  const { change } = useRecordRights(useObject(object), record);
  const [adding, setAdding] = useState(false);
  const list = useRecords("contact_point", {
    filter: { field: "party", op: "is", value: record.id },
    sort: "kind",
    limit: 100,
  });
  const rows = list.rows.toSorted((left, right) => Number(right.main === true) - Number(left.main === true));
  return (
    <>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <ContactPoint key={row.id} point={row} object={object} party={record.id} />
        ))}
      </ul>
      {adding ? (
        <NewContactPoint party={record.id} onDone={() => setAdding(false)} />
      ) : (
        definition.grant.create &&
        change &&
        !record.archived_at && (
          <Button
            className={styles.quiet}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => setAdding(true)}
          >
            {t("contacts.add")}
          </Button>
        )
      )}
    </>
  );
}

function ContactPoint({
  point,
  object,
  party,
}: {
  readonly point: RecordData;
  readonly object: string;
  readonly party: string;
}) {
  const t = useT();
  const option = useOptionTitle();
  const client = useQueryClient();
  const archive = useArchive("contact_point");
  const undo = useUndo();
  const { grant } = useObject("contact_point");
  const kind = String(point.kind);
  const value = String(point.value);
  const out = point.opted_out_at != null;
  const address = out ? null : addressOf(kind, value);

  const params = { id: point.id };

  async function act(
    action: typeof optOut | typeof optInAgain | typeof makeContactPointMain,
    said: string,
  ): Promise<void> {
    try {
      const done = await callAct(action, { params });
      notifyDone(said, { undo: () => undo(actsOf(done)) });
    } catch (problem) {
      notifyProblem(problem);
    }
    await lookAgain();
  }

  // The customer shows the main one.
  async function lookAgain(): Promise<void> {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["records", "contact_point"] }),
      client.invalidateQueries({ queryKey: ["records", object, "one", party] }),
    ]);
  }

  return (
    <li className={styles.row}>
      <span className={styles.kind}>{option("contact_point", "kind", kind)}</span>
      <span className={styles.value} data-out={out || undefined}>
        {address ? (
          <a
            href={address}
            {...(address.startsWith("http") ? { target: "_blank", rel: "noreferrer noopener" } : {})}
          >
            {value}
          </a>
        ) : (
          value
        )}
        {point.label ? <span className={styles.dim}> {String(point.label)}</span> : null}
        {out && <span className={styles.warn}> {t("contacts.opted_out")}</span>}
      </span>
      {point.main === true && (
        <Tooltip label={t("contacts.main")}>
          <IconStarFilled size={12} className={styles.dim} role="img" aria-label={t("contacts.main")} />
        </Tooltip>
      )}
      {grant.change !== "none" && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon size={22} className={styles.acts} aria-label={t("contacts.acts", { value })}>
              <IconDots size={14} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {canBeMain(kind) && point.main !== true && (
              <Menu.Item
                leftSection={<IconStar size={16} stroke={1.5} />}
                onClick={() => void act(makeContactPointMain, t("contacts.made_main", { value }))}
              >
                {t("contacts.make_main")}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconBan size={16} stroke={1.5} />}
              onClick={() =>
                void (out
                  ? act(optInAgain, t("contacts.opted_in", { value }))
                  : act(optOut, t("contacts.opted_out_done", { value })))
              }
            >
              {t(out ? "contacts.opt_in" : "contacts.opt_out")}
            </Menu.Item>
            {grant.delete !== "none" && (
              <Menu.Item onClick={() => void archive([point]).then(lookAgain)}>
                {t("contacts.remove")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function NewContactPoint({ party, onDone }: { readonly party: string; readonly onDone: () => void }) {
  const t = useT();
  const option = useOptionTitle();
  const create = useCreateRecord("contact_point");
  const field = useObject("contact_point").fields.kind;
  const [kind, setKind] = useState("email");
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await create({ party: { id: party }, kind, value: value.trim() });
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
          aria-label={t("contacts.kind")}
          allowDeselect={false}
          data={
            field
              ? optionsOf(field).map((key) => ({ value: key, label: option("contact_point", "kind", key) }))
              : []
          }
          value={kind}
          onChange={(next) => next && setKind(next)}
        />
        <TextInput
          size="xs"
          autoFocus
          aria-label={t("contacts.value")}
          placeholder={t("contacts.value")}
          value={value}
          error={problem}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </div>
      <FormActs onCancel={onDone} disabled={!value.trim()} save={t("contacts.save")} />
    </form>
  );
}

/** The foot of a small form in a panel. */
export function FormActs({
  onCancel,
  disabled,
  save,
}: {
  readonly onCancel: () => void;
  readonly disabled?: boolean;
  readonly save: string;
}) {
  const t = useT();
  return (
    <div className={styles.foot}>
      <Button size="xs" variant="default" onClick={onCancel}>
        {t("form.cancel")}
      </Button>
      <Button size="xs" type="submit" disabled={disabled}>
        {save}
      </Button>
    </div>
  );
}
