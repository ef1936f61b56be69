import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import { useSortable } from "@dnd-kit/react/sortable";
import { ActionIcon, Badge, Menu, UnstyledButton } from "@mantine/core";
import { IconDots, IconGripVertical } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  type AdministeredField,
  type AdministeredObject,
  changeField,
  orderFields,
  removeField,
  restoreField,
} from "#records/contract";
import { call } from "#web/client.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { typeIcons } from "./field-types.ts";
import styles from "./objects.module.css";
import { RemovedList } from "./removed-list.tsx";
import { useNameOfField, useRefreshObjects } from "./use-objects.ts";

interface FieldListProps {
  readonly object: AdministeredObject;
  readonly onOpen: (field: string) => void;
}

// What every record has, and what only the product writes, is not worth a line here.
const ofTheEngine = new Set([
  "id",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "archived_at",
  "owner",
]);

/** The fields of an object, to be opened, put in order, hidden and removed. */
export function FieldList({ object, onOpen }: FieldListProps) {
  const fields = object.fields.filter(({ name, removedAt }) => removedAt === null && !ofTheEngine.has(name));
  const removed = object.fields.filter(({ removedAt }) => removedAt !== null);
  const t = useT();
  const nameOf = useNameOfField();
  const refresh = useRefreshObjects();
  const byName = new Map(fields.map((field) => [field.name, field]));
  const [order, setOrder] = useState<readonly string[]>([]);
  const kept = fields.map(({ name }) => name).join();
  useEffect(() => setOrder(kept.split(",")), [kept]);

  async function keep(next: readonly string[]): Promise<void> {
    const before = order;
    setOrder(next);
    try {
      await call(orderFields, { params: { object: object.name }, body: { fields: [...next] } });
      refresh();
    } catch (problem) {
      setOrder(before);
      notifyProblem(problem);
    }
  }

  return (
    <>
      <DragDropProvider onDragEnd={(event) => !event.canceled && void keep(move([...order], event))}>
        <ol className={styles.fields}>
          {order.map((name, index) => {
            const field = byName.get(name);
            return (
              field && (
                <FieldRow
                  key={name}
                  object={object}
                  field={field}
                  index={index}
                  onOpen={() => onOpen(name)}
                />
              )
            );
          })}
        </ol>
      </DragDropProvider>
      <RemovedList
        title={t("settings.objects.removed_fields")}
        removed={removed.map((line) => ({
          ...line,
          title: nameOf(object, line),
          type: t(`settings.objects.types.${line.field.type}.title`),
        }))}
        restore={(field) => call(restoreField, { params: { object: object.name, field } })}
      />
    </>
  );
}

interface FieldRowProps {
  readonly object: AdministeredObject;
  readonly field: AdministeredField;
  readonly index: number;
  readonly onOpen: () => void;
}

function FieldRow({ object, field: line, index, onOpen }: FieldRowProps) {
  const t = useT();
  const title = useNameOfField()(object, line);
  const { ref, handleRef, isDragging } = useSortable({ id: line.name, index, disabled: useIsLooking() });
  const { field } = line;
  const marks = [
    field.required && "required",
    field.unique && "unique",
    field.hidden && "hidden",
    field.indexed && "indexed",
    (field.shownWhen || field.requiredWhen || field.readOnlyWhen) && "conditional",
  ].filter((mark) => typeof mark === "string");
  return (
    <li
      ref={ref}
      className={styles.field}
      data-dragging={isDragging || undefined}
      data-hidden={field.hidden || undefined}
    >
      <button
        type="button"
        ref={handleRef}
        className={styles.handle}
        aria-label={t("settings.objects.drag", { name: title })}
      >
        <IconGripVertical size={16} stroke={1.5} />
      </button>
      <UnstyledButton className={styles.fieldName} onClick={onOpen}>
        <ObjectIcon name={typeIcons[field.type] ?? ""} />
        <span className={styles.fieldTitle}>{title}</span>
        {line.custom && !object.custom && (
          <Badge variant="light" size="sm">
            {t("settings.objects.mark.own")}
          </Badge>
        )}
      </UnstyledButton>
      <span className={styles.fieldType}>{t(`settings.objects.types.${field.type}.title`)}</span>
      <span className={styles.marks}>
        {marks.map((mark) => t(`settings.objects.mark.${mark}`)).join(" · ")}
      </span>
      <FieldMenu object={object} field={line} title={title} onOpen={onOpen} />
    </li>
  );
}

function FieldMenu({
  object,
  field: line,
  title,
  onOpen,
}: Omit<FieldRowProps, "index"> & { readonly title: string }) {
  const t = useT();
  const refresh = useRefreshObjects();
  const params = { object: object.name, field: line.name };
  const hiding = useMutation({
    mutationFn: () =>
      call(changeField, { params, body: { version: line.version, hidden: !line.field.hidden } }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const removing = useMutation({
    mutationFn: () => call(removeField, { params }),
    onSuccess: () => {
      refresh();
      const undo = () => call(restoreField, { params }).then(refresh);
      notifyDone(t("settings.objects.field_removed", { name: title }), { undo });
    },
    onError: notifyProblem,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t("settings.objects.acts_of", { name: title })}
        >
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onOpen}>{t("settings.objects.change_field")}</Menu.Item>
        <Menu.Item onClick={() => hiding.mutate()}>
          {t(line.field.hidden ? "settings.objects.show" : "settings.objects.hide")}
        </Menu.Item>
        {line.custom && (
          <Menu.Item color="red" onClick={() => removing.mutate()}>
            {t("settings.objects.remove_field")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
