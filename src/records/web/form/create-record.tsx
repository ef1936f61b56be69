import { Alert, Button, Checkbox, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, type KeyboardEvent, Suspense, useEffect, useRef, useState } from "react";
import { permits, type RecordData } from "#records/contract";
import { ApiProblem } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useCreateRecord } from "../changing.tsx";
import { useObject, useObjectTitle } from "../metadata.ts";
import { useFieldConditions } from "../field-conditions.ts";
import { isEmpty } from "../page/record-sections.ts";
import { useObjectSlots } from "../page/slots.ts";
import { recordTitle } from "../record-values.ts";
import { type AskOptions, askToCreate } from "./asking.ts";
import styles from "./create-record.module.css";
import { FormField } from "./form-field.tsx";
import { firstValues, formFields, problemsByField } from "./form-fields.ts";

interface CreateRecordProps {
  readonly object: string;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly options?: AskOptions;
  /** The record that was made, or null when the form was closed without. */
  readonly onAnswer: (record: RecordData | null) => void;
}

/** The form of a new record. What was typed is not lost: closing it offers to open it again. */
export function CreateRecord({
  object: name,
  values: given = {},
  options = {},
  onAnswer,
}: CreateRecordProps) {
  const t = useT();
  const object = useObject(name);
  const objectTitle = useObjectTitle()(name);
  const create = useCreateRecord(name);
  const { user, rights, organisation } = useSession();
  const { quickFields, formNotice: Notice } = useObjectSlots(name);
  const me = object.owned ? { owner: { id: user.id, title: user.name, object: "user" } } : {};
  const [begun] = useState(() => firstValues(object, { ...me, ...given }, organisation.currency));
  const [values, setValues] = useState(begun);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [more, setMore] = useState(false);
  const [another, setAnother] = useState(false);
  const [saving, setSaving] = useState(false);
  /** That it was refused because it seems to be there already: the button then says so, and insists. */
  const [suspected, setSuspected] = useState(false);
  const [round, setRound] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const fields = formFields(object, {
    wanted: options.fields ?? quickFields,
    given,
    may: (permission) => permits(rights, permission),
  });
  const conditions = useFieldConditions(object);
  const shown = [
    ...fields.usual,
    ...fields.more.filter((field) => more || conditions.isRequired(field, values)),
  ].filter((field) => conditions.isShown(field, values));
  useEffect(() => focusFirstProblem(form.current, problems), [problems]);

  async function save(): Promise<void> {
    if (saving) return;
    setSaving(true);
    setProblems({});
    try {
      const record = await create(
        Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value))),
        { insisting: suspected },
      );
      setSuspected(false);
      notifyDone(t("form.created", { title: recordTitle(object, record) || objectTitle }));
      if (!another) return onAnswer(record);
      setValues(begun);
      setRound(round + 1);
    } catch (error) {
      const found = error instanceof ApiProblem ? problemsByField(error.problem) : { "": problemText(error) };
      if (Object.keys(found).some((field) => fields.more.includes(field))) setMore(true);
      setProblems(found);
      setSuspected(error instanceof ApiProblem && error.problem.code === "duplicate_suspected");
    } finally {
      setSaving(false);
    }
  }

  function close(): void {
    const typed = Object.keys(values).some(
      (field) => !isEmpty(values[field]) && values[field] !== begun[field],
    );
    if (typed)
      notifyDone(t("form.closed", { object: objectTitle }), {
        undo: () => void askToCreate(name, values, options).then(onAnswer),
      });
    onAnswer(null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  const known = new Set(shown);
  const rest = Object.entries(problems)
    .filter(([field]) => !known.has(field))
    .map(([, text]) => text);
  return (
    <Modal
      opened
      onClose={close}
      title={options.title ?? t([`form.new.${name}`, "form.new.any"], { object: objectTitle })}
      size={600}
      fullScreen={phone}
    >
      <form ref={form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
        <div className={styles.fields} key={round}>
          {shown.map((field, index) => (
            <FormField
              key={field}
              object={object}
              name={field}
              value={values[field] ?? null}
              error={problems[field]}
              autoFocus={index === 0}
              onChange={(value) => {
                setValues((before) => ({ ...before, [field]: value }));
                setSuspected(false);
              }}
            />
          ))}
        </div>
        {fields.more.length > 0 && (
          <UnstyledButton className={styles.more} onClick={() => setMore(!more)} aria-expanded={more}>
            {t(more ? "form.fewer" : "form.more", { count: fields.more.length })}
          </UnstyledButton>
        )}
        <Suspense fallback={null}>
          {Notice && <Notice object={name} values={values} onLeave={close} />}
        </Suspense>
        {rest.length > 0 && (
          <Alert color="red" variant="light" role="alert" className={styles.problem}>
            {rest.join(" ")}
          </Alert>
        )}
        <div className={styles.foot}>
          {!options.once && (
            <Checkbox
              size="xs"
              label={t("form.another")}
              checked={another}
              onChange={(event) => setAnother(event.currentTarget.checked)}
            />
          )}
          <span className={styles.space} />
          <Button variant="default" onClick={close}>
            {t("form.cancel")}
          </Button>
          <Button type="submit" loading={saving} title="Ctrl+Enter">
            {t(suspected ? "form.create_anyway" : "form.create")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function focusFirstProblem(form: HTMLFormElement | null, problems: Readonly<Record<string, string>>): void {
  const [first] = Object.keys(problems);
  if (first)
    form
      ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(first)}"] :is(input, textarea, select, button)`)
      ?.focus();
}
