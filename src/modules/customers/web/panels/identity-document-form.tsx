import { Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { identityDocumentKinds, recordIdentityDocument } from "#customers/contract";
import { dayIn } from "#kernel/period";
import { date } from "#records/contract";
import { FieldInput } from "#records/web";
import { ApiProblem, call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { FormActs } from "./contact-points.tsx";
import styles from "./panels.module.css";

interface IdentityDocumentFormProps {
  readonly party: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

type Kind = (typeof identityDocumentKinds)[number];

/** A document is kept for a purpose and until a day; neither may be left open. */
export function IdentityDocumentForm({ party, onDone, onCancel }: IdentityDocumentFormProps) {
  const t = useT();
  const { organisation, user } = useSession();
  const [kind, setKind] = useState<Kind>("identity_card");
  const [texts, setTexts] = useState({ number: "", country: organisation.country, purpose: "" });
  const [days, setDays] = useState<Record<"issued_on" | "expires_on" | "keep_until", string | null>>({
    issued_on: null,
    expires_on: null,
    keep_until: inAYear(dayIn(user.timeZone)),
  });
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await call(recordIdentityDocument, {
        params: { id: party },
        body: {
          kind,
          number: texts.number,
          country: texts.country || null,
          purpose: texts.purpose,
          issued_on: days.issued_on,
          expires_on: days.expires_on,
          keep_until: days.keep_until ?? "",
        },
      });
      onDone();
    } catch (error) {
      const field =
        error instanceof ApiProblem ? (error.problem.errors?.[0]?.field ?? error.problem.field) : undefined;
      setProblem({ field: field?.replace(/^body\./, "") ?? "purpose", text: problemText(error) });
    }
  }

  const text = (name: keyof typeof texts, maxLength: number) => (
    <TextInput
      size="xs"
      label={t(`identity.fields.${name}`)}
      placeholder={name === "purpose" ? t("identity.purpose_example") : undefined}
      maxLength={maxLength}
      autoComplete="off"
      value={texts[name]}
      error={errorOf(name)}
      onChange={(event) =>
        setTexts({
          ...texts,
          [name]: name === "country" ? event.currentTarget.value.toUpperCase() : event.currentTarget.value,
        })
      }
    />
  );
  const day = (name: keyof typeof days) => (
    <label className={styles.labelled}>
      <span>{t(`identity.fields.${name}`)}</span>
      <FieldInput
        object="identity_document"
        name={name}
        field={date()}
        value={days[name]}
        ariaLabel={t(`identity.fields.${name}`)}
        error={errorOf(name)}
        onChange={(value) => setDays({ ...days, [name]: value as string | null })}
      />
    </label>
  );

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <Select
        size="xs"
        label={t("identity.fields.kind")}
        allowDeselect={false}
        data={identityDocumentKinds.map((value) => ({ value, label: t(`identity.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => value && setKind(value as Kind)}
      />
      <div className={styles.pair}>
        {text("number", 60)}
        {text("country", 2)}
      </div>
      <div className={styles.pair}>
        {day("issued_on")}
        {day("expires_on")}
      </div>
      {text("purpose", 500)}
      {day("keep_until")}
      <FormActs
        onCancel={onCancel}
        disabled={texts.number.trim().length < 4 || texts.purpose.trim().length < 3 || !days.keep_until}
        save={t("identity.save")}
      />
    </form>
  );
}

function inAYear(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace("-02-29", "-02-28");
}
