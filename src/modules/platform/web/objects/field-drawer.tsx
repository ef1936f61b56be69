import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  type AdministeredField,
  type AdministeredObject,
  addField,
  changeField,
  convertibleTypes,
} from "#records/contract";
import { call } from "#web/client.ts";
import { Drawer } from "#web/dialog.tsx";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { ConversionDialog } from "./conversion-dialog.tsx";
import { draftOf, fieldChangeOf, type FieldDraft, newFieldOf } from "./field-draft.ts";
import { FieldFlags } from "./field-flags.tsx";
import { emptyType, typeIcons } from "./field-types.ts";
import styles from "./objects.module.css";
import { TextsInput } from "./texts-input.tsx";
import { TypePicker } from "./type-picker.tsx";
import { TypeSettings } from "./type-settings.tsx";
import { useNameOfField, useRefreshObjects } from "./use-objects.ts";

interface FieldDrawerProps {
  readonly object: AdministeredObject;
  /** Absent: a new one is made. */
  readonly field: AdministeredField | undefined;
  readonly onClose: () => void;
}

/** Makes a field, or changes what is said of one. */
export function FieldDrawer({ object, field, onClose }: FieldDrawerProps) {
  const t = useT();
  const nameOf = useNameOfField();
  const [draft, setDraft] = useState<FieldDraft | null>(field ? draftOf(field) : null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={field ? nameOf(object, field) : t("settings.objects.add_field")}
    >
      {draft ? (
        <FieldForm object={object} field={field} draft={draft} onDraft={setDraft} onClose={onClose} />
      ) : (
        <TypePicker onPick={(type) => setDraft({ label: {}, description: {}, kind: emptyType(type) })} />
      )}
    </Drawer>
  );
}

interface FieldFormProps extends FieldDrawerProps {
  readonly draft: FieldDraft;
  readonly onDraft: (draft: FieldDraft | null) => void;
}

const shownBeside = ["label", "expression", "options", "to", "default", "unique"];

function FieldForm({ object, field, draft, onDraft, onClose }: FieldFormProps) {
  const t = useT();
  const refresh = useRefreshObjects();
  const [converting, setConverting] = useState(false);
  const saving = useMutation({
    mutationFn: () =>
      field
        ? call(changeField, {
            params: { object: object.name, field: field.name },
            body: fieldChangeOf(field, draft),
          })
        : call(addField, { params: { object: object.name }, body: newFieldOf(draft) }),
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const change = (part: Partial<FieldDraft>) => onDraft({ ...draft, ...part });
  const type = draft.kind?.type ?? field?.field.type ?? "text";
  const isOwn = !field || field.custom;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div className={styles.chosenType}>
          <ObjectIcon name={typeIcons[type] ?? ""} />
          <span>{t(`settings.objects.types.${type}.title`)}</span>
          {!field && (
            <Button variant="subtle" size="compact-sm" onClick={() => onDraft(null)}>
              {t("settings.objects.other_type")}
            </Button>
          )}
          {field?.custom && convertibleTypes.has(type) && (
            <Button variant="subtle" size="compact-sm" onClick={() => setConverting(true)}>
              {t("settings.objects.convert")}
            </Button>
          )}
          {field && <code className={styles.code}>{field.name}</code>}
        </div>
        <TextsInput
          label={t("settings.objects.label")}
          value={draft.label}
          onChange={(label) => change({ label })}
          required={isOwn}
          autoFocus
          error={fieldProblem(saving.error, "label")}
        />
        {draft.kind && (
          <TypeSettings
            object={object}
            kind={draft.kind}
            isNew={!field}
            onChange={(kind) => change({ kind })}
            error={saving.error}
          />
        )}
        <TextsInput
          label={t("settings.objects.description")}
          description={t("settings.objects.description_text")}
          value={draft.description}
          onChange={(description) => change({ description })}
          maxLength={500}
        />
        <FieldFlags
          object={object}
          field={field}
          type={type}
          draft={draft}
          onChange={change}
          error={saving.error}
        />
        <ProblemNote text={otherProblem(saving.error, shownBeside)} />
        <Group justify="flex-end">
          <Button type="submit" loading={saving.isPending}>
            {t(field ? "settings.save" : "settings.objects.make_field")}
          </Button>
        </Group>
      </Stack>
      {converting && field && (
        <ConversionDialog
          object={object}
          field={field}
          onClose={() => setConverting(false)}
          onDone={onClose}
        />
      )}
    </form>
  );
}
