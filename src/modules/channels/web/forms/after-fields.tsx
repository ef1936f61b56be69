import { Select, Textarea, TextInput } from "@mantine/core";
import { useRecords } from "#records/web";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import { QueueField, UnknownField } from "../accounts/receiving-fields.tsx";
import styles from "./forms.module.css";
import type { FormFieldsProps } from "./look-fields.tsx";
import { TicketFields } from "./ticket-fields.tsx";

/** What becomes of what is sent: whose it is, where it waits, who answers it, and what who sent it is told. */
export function AfterFields({ written, onChange, onSettings }: FormFieldsProps) {
  const t = useT();
  const { settings } = written;
  const { rows: mailboxes } = useRecords("channel_account", {
    fields: ["name", "address"],
    filter: {
      and: [
        { field: "kind", op: "is", value: "mailbox" },
        { field: "user", op: "empty" },
      ],
    },
    limit: 200,
  });
  return (
    <section className={styles.fields}>
      <h2 className={styles.part}>{t("forms.after")}</h2>
      <UnknownField value={written.unknown} onChange={(unknown) => onChange({ unknown })} />
      <Select
        label={t("forms.about")}
        description={t("forms.about_text")}
        allowDeselect={false}
        data={(["person", "company"] as const).map((value) => ({ value, label: t(`objects.${value}.one`) }))}
        value={settings.about}
        onChange={(value) =>
          onSettings({
            about: value === "company" ? "company" : "person",
            // Fields of the one are none of the other.
            questions: settings.questions.map((question) =>
              ["name", "email", "phone"].includes(question.field ?? "")
                ? question
                : { ...question, field: null },
            ),
          })
        }
      />
      <QueueField value={written.queue} onChange={(queue) => onChange({ queue })} />
      <TicketFields ticket={settings.ticket} onChange={(ticket) => onSettings({ ticket })} />
      <Select
        label={t("forms.mailbox")}
        description={t("forms.mailbox_text")}
        clearable
        data={mailboxes.map(({ id, name }) => ({ value: id, label: String(name) }))}
        value={settings.mailbox}
        onChange={(mailbox) => onSettings({ mailbox })}
      />
      <ConsentNote settings={settings} />
      <Textarea
        label={t("forms.confirmation")}
        description={t("forms.confirmation_text")}
        disabled={settings.mailbox === null}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={settings.confirmation}
        onChange={(event) => onSettings({ confirmation: event.currentTarget.value })}
      />
      <Textarea
        label={t("forms.thanks")}
        description={t("forms.thanks_text")}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={settings.thanks}
        onChange={(event) => onSettings({ thanks: event.currentTarget.value })}
      />
      <TextInput
        label={t("forms.goes_on")}
        type="url"
        pattern="https://.*"
        placeholder="https://www.example.com/thanks"
        maxLength={1000}
        value={settings.goes_on ?? ""}
        onChange={(event) => onSettings({ goes_on: event.currentTarget.value || null })}
      />
    </section>
  );
}

/** What is consented to by mail counts once a letter was answered: whether one can go out is said here. */
function ConsentNote({ settings: { questions, mailbox } }: Pick<FormFieldsProps["written"], "settings">) {
  const t = useT();
  const asksByMail = questions.some(
    ({ type, channel }) => type === "consent" && (channel === "email" || channel === "any"),
  );
  if (!asksByMail) return null;
  const lacks = !mailbox ? "mailbox" : questions.some(({ type }) => type === "email") ? null : "address";
  return lacks ? (
    <ProblemNote text={t(`forms.consent_lacks.${lacks}`)} />
  ) : (
    <p className={styles.quiet}>{t("forms.consent_confirmed")}</p>
  );
}
