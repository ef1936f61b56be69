import { Menu } from "@mantine/core";
import { IconArchive, IconArrowMerge, IconDots, IconLink, IconPencil } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Fragment, Suspense, useState } from "react";
import {
  type FieldMetadata,
  type FileValue,
  type ObjectMetadata,
  permits,
  type RecordData,
} from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { IconButton } from "#web/icon-button.tsx";
import { ObjectIcon } from "#web/icon.tsx";
import { notifyDone } from "#web/notify.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { MergeWith } from "../merging/on-demand.ts";
import { useObjectTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import styles from "./record-head.module.css";
import { isEmpty } from "./record-sections.ts";
import { type MenuAct, useObjectSlots } from "./slots.ts";

interface RecordHeadProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly onEdit?: () => void;
  readonly onArchive?: () => void;
  /** Another record can be made one with it. */
  readonly mergeable?: boolean;
}

/** Who it is at a glance, and what one does most. */
export function RecordHead({ object, record, onEdit, onArchive, mergeable }: RecordHeadProps) {
  const slots = useObjectSlots(object.name);
  const objectTitle = useObjectTitle();
  // A draft without a number says at least what it is.
  const title = recordTitle(object, record) || objectTitle(object.name, "one");
  return (
    <div className={styles.head}>
      <RecordFace object={object} record={record} title={title} />
      <div className={styles.who}>
        <h2 className={styles.title} title={title}>
          {title}
        </h2>
        <div className={styles.facts}>
          {slots.headFacts?.length ? (
            slots.headFacts.map((Part, index) => <Part key={index} object={object.name} record={record} />)
          ) : (
            <UsualFacts object={object} record={record} />
          )}
        </div>
      </div>
      <div className={styles.acts}>
        {slots.headActs?.map((Act, index) => (
          <Act key={index} object={object.name} record={record} />
        ))}
        <MoreActs
          object={object}
          record={record}
          onEdit={onEdit}
          onArchive={onArchive}
          mergeable={mergeable}
        />
      </div>
    </div>
  );
}

function RecordFace({
  object,
  record,
  title,
}: {
  object: ObjectMetadata;
  record: RecordData;
  title: string;
}) {
  const kind = object.name === "user" ? "person" : (object.where?.kind ?? record.kind);
  const picture = record.picture as { readonly id: string } | null | undefined;
  if (kind === "person" || kind === "company") {
    return (
      <Avatar name={title} kind={kind} picture={picture ? `/api/files/${picture.id}` : null} size={40} />
    );
  }
  // Only a picture that is stated as one: a file may be anything.
  const drawn = Object.keys(object.fields).find((name) => isDrawn(object.fields[name]));
  const file = drawn ? (record[drawn] as FileValue | null | undefined) : null;
  if (file?.type.startsWith("image/"))
    return <img className={styles.picture} src={`/api/files/${file.id}`} alt="" width={48} height={48} />;
  return (
    <span className={styles.icon}>
      <ObjectIcon name={object.icon} size={20} />
    </span>
  );
}

const isDrawn = (field: FieldMetadata | undefined) => field?.type === "file" && field.picture === true;

// A number, a day or a yes says nothing where its field is not named beside it.
const speaking: ReadonlySet<string> = new Set([
  "text",
  "choice",
  "choices",
  "link",
  "user",
  "money",
  "email",
  "phone",
]);

/** Where no module says better: the first columns of the list that have a value and need no title. */
function UsualFacts({ object, record }: { object: ObjectMetadata; record: RecordData }) {
  const names = object.columns
    .filter((name) => name !== object.title && speaking.has(object.fields[name]?.type ?? ""))
    .filter((name) => !isEmpty(record[name]))
    .slice(0, 4);
  return names.map((name) => {
    const field = object.fields[name];
    return (
      <Fragment key={name}>
        {field && (
          <span className={styles.fact}>
            <FieldValue object={object.name} name={name} field={field} value={record[name]} />
          </span>
        )}
      </Fragment>
    );
  });
}

function MoreActs({ object, record, onEdit, onArchive, mergeable }: RecordHeadProps) {
  const t = useT();
  const { pathOf, open } = useRecordAddresses();
  const path = pathOf(object.name, record.id);
  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(new URL(path ?? "", location.origin).href);
    notifyDone(t("page.link_copied"));
  }
  const navigate = useNavigate();
  const goTo = (id: string) =>
    open ? open(object.name, id) : void navigate({ to: pathOf(object.name, id) ?? "/" });
  const [opened, setOpened] = useState<MenuAct | null>(null);
  const [merging, setMerging] = useState(false);
  const { rights } = useSession();
  const acts = (useObjectSlots(object.name).menuActs ?? []).filter(
    ({ permission }) => !permission || permits(rights, permission),
  );
  if (!path && !onEdit && !onArchive && acts.length === 0) return null;
  const Opened = opened?.component;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <IconButton label={t("page.more_acts")} variant="default" size={30}>
            <IconDots size={16} stroke={1.5} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {onEdit && (
            <Menu.Item
              leftSection={<IconPencil size={16} stroke={1.5} />}
              rightSection={<kbd className={styles.key}>E</kbd>}
              onClick={onEdit}
            >
              {t("page.edit")}
            </Menu.Item>
          )}
          {path && (
            <Menu.Item leftSection={<IconLink size={16} stroke={1.5} />} onClick={() => void copyLink()}>
              {t("page.copy_link")}
            </Menu.Item>
          )}
          {mergeable && (
            <Menu.Item
              leftSection={<IconArrowMerge size={16} stroke={1.5} />}
              onClick={() => setMerging(true)}
            >
              {t("records.merge.with_act")}
            </Menu.Item>
          )}
          {onArchive && (
            <Menu.Item leftSection={<IconArchive size={16} stroke={1.5} />} onClick={onArchive}>
              {t("page.archive")}
            </Menu.Item>
          )}
          {acts.map((act) => (
            <Menu.Item
              key={act.key}
              leftSection={<ObjectIcon name={act.icon} />}
              onClick={() => setOpened(act)}
            >
              {t(act.title)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {merging && (
        <Suspense fallback={null}>
          <MergeWith
            object={object.name}
            record={record}
            onClose={() => setMerging(false)}
            onMerged={(survivor) => survivor !== record.id && goTo(survivor)}
          />
        </Suspense>
      )}
      {Opened && (
        <Suspense fallback={null}>
          <Opened object={object.name} record={record} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
