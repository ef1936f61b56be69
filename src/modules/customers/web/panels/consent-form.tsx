import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { optionsOf, useCreateRecord, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { FormActs } from "./contact-points.tsx";
import styles from "./panels.module.css";

export interface ConsentDraft {
  readonly purpose: string;
  readonly channel: string;
  readonly given: boolean;
  readonly basis: string;
}

interface ConsentFormProps {
  readonly party: string;
  readonly draft: ConsentDraft;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A line of the ledger: what was given or withdrawn, how we know, and what proves it. */
export function ConsentForm({ party, draft, onDone, onCancel }: ConsentFormProps) {
  const t = useT();
  const title = useFieldTitle();
  const create = useCreateRecord("consent");
  const [values, setValues] = useState(draft);
  const [source, setSource] = useState("");
  const [proof, setProof] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const { purpose, channel, given, basis } = values;
      await create({
        party: { id: party },
        purpose,
        channel,
        given,
        basis,
        source: source.trim(),
        proof: proof.trim() || null,
      });
      onDone();
    } catch (error) {
      setProblem(problemText(error));
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <SegmentedControl
        size="xs"
        aria-label={title("consent", "given")}
        value={values.given ? "given" : "withdrawn"}
        onChange={(next) => setValues({ ...values, given: next === "given" })}
        data={[
          { value: "given", label: t("consents.given") },
          { value: "withdrawn", label: t("consents.withdrawn") },
        ]}
      />
      <div className={styles.pair}>
        <Choice
          name="purpose"
          value={values.purpose}
          onChange={(purpose) => setValues({ ...values, purpose })}
        />
        <Choice
          name="channel"
          value={values.channel}
          onChange={(channel) => setValues({ ...values, channel })}
        />
      </div>
      <Choice name="basis" value={values.basis} onChange={(basis) => setValues({ ...values, basis })} />
      <TextInput
        size="xs"
        label={title("consent", "source")}
        placeholder={t("consents.source_example")}
        maxLength={100}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={title("consent", "proof")}
        placeholder={t("consents.proof_example")}
        maxLength={500}
        value={proof}
        error={problem}
        onChange={(event) => setProof(event.currentTarget.value)}
      />
      <FormActs onCancel={onCancel} disabled={!source.trim()} save={t("consents.save")} />
    </form>
  );
}

function Choice({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const option = useOptionTitle();
  const title = useFieldTitle()("consent", name);
  const field = useObject("consent").fields[name];
  if (!field) return null;
  return (
    <Select
      size="xs"
      label={title}
      allowDeselect={false}
      data={optionsOf(field).map((key) => ({ value: key, label: option("consent", name, key) }))}
      value={value}
      onChange={(next) => next && onChange(next)}
    />
  );
}
