import { Button, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeSeller, readSeller } from "#catalogue/contract";
import { fieldProblem, Section, SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import { FieldInput, useFieldTitle, useObject, Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { notifyDone, problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";

const groups = {
  who: ["name", "address", "signatory", "email", "phone", "website"],
  taxes: [
    "tax_country",
    "registration_number",
    "tax_number",
    "vat_registered",
    "union_consumers_from",
    "union_consumers_services",
    "tax_in_prices",
    "tax_rounding",
  ],
  bank: ["bank", "iban", "bic"],
} as const;

const sellerQuery = { queryKey: ["seller"], queryFn: () => call(readSeller) };

/** Who sells: what stands on each document, and how its taxes are reckoned. */
export default function SellerScreen() {
  const t = useT();
  const { data } = useQuery(sellerQuery);
  return (
    <SettingsScreen title={t("settings.seller.title")}>
      {data ? <SellerForm key={data.version} seller={data} /> : <Waiting rows={6} />}
    </SettingsScreen>
  );
}

function SellerForm({ seller }: { readonly seller: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, unknown>>>({});
  const [problem, setProblem] = useState<unknown>();
  const [saving, setSaving] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSaving(true);
    setProblem(undefined);
    try {
      client.setQueryData(sellerQuery.queryKey, await call(changeSeller, { body: typed }));
      notifyDone(t("settings.saved"));
    } catch (thrown) {
      setProblem(thrown);
    }
    setSaving(false);
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      {Object.entries(groups).map(([group, names]) => (
        <Section
          key={group}
          title={t(`catalogue.seller.${group}`)}
          text={t(`catalogue.seller.${group}_text`)}
        >
          <Stack gap="sm">
            {names.map((name) => (
              <SellerField
                key={name}
                name={name}
                value={name in typed ? typed[name] : seller[name]}
                error={fieldProblem(problem, name)}
                onChange={(value) => setTyped({ ...typed, [name]: value })}
              />
            ))}
          </Stack>
        </Section>
      ))}
      <ProblemNote text={problem ? problemText(problem) : undefined} />
      <Button type="submit" loading={saving} disabled={Object.keys(typed).length === 0}>
        {t("settings.save")}
      </Button>
    </form>
  );
}

interface SellerFieldProps {
  readonly name: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function SellerField({ name, value, error, onChange }: SellerFieldProps) {
  const title = useFieldTitle()("seller", name);
  const field = useObject("seller").fields[name];
  const id = `seller-${name}`;
  if (!field) return null;
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {title}
      </label>
      <FieldInput
        object="seller"
        name={name}
        id={id}
        ariaLabel={title}
        field={field}
        value={value}
        onChange={onChange}
        {...(error ? { error } : {})}
      />
    </div>
  );
}
