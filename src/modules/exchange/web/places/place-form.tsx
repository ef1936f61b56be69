import { SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type PlaceKind, placeKinds } from "#exchange/contract";
import { fieldProblem, Section } from "#platform/web";
import { useT } from "#web/texts.ts";
import { FormProblem } from "../webhooks/form-problem.tsx";
import { definitionOf, type PlaceDraft } from "./place-draft.ts";
import { placesQuery } from "./place-queries.ts";
import { S3Fields } from "./s3-fields.tsx";
import { SftpFields } from "./sftp-fields.tsx";

interface PlaceFormProps {
  readonly id: string;
  readonly initial: PlaceDraft;
  /** Whether its secret is known already and may stay. */
  readonly isKnown: boolean;
  readonly error: unknown;
  readonly onSave: (definition: ReturnType<typeof definitionOf>) => void;
}

/** What of a place is typed, by its kind. */
export interface PlaceFieldsProps {
  readonly draft: PlaceDraft;
  readonly isKnown: boolean;
  readonly error: unknown;
  readonly onChange: (part: Partial<PlaceDraft>) => void;
}

const shown = [
  "name",
  "folder",
  "host",
  "port",
  "user",
  "password",
  "address",
  "region",
  "bucket",
  "key_id",
  "secret_key",
];

/** Where files go or come from. */
export function PlaceForm({ id, initial, isKnown, error, onSave }: PlaceFormProps) {
  const t = useT();
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<PlaceDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(definitionOf(draft));
  };
  const fields = { draft, isKnown, error, onChange: change };
  return (
    <form id={id} onSubmit={submit}>
      <FormProblem error={error} shown={shown} />
      <Section title={t("places.where")} text={t("places.where_text")}>
        <Stack gap="md">
          <TextInput
            label={t("places.name")}
            placeholder={t("places.name_example")}
            required
            withAsterisk={false}
            maxLength={100}
            value={draft.name}
            error={fieldProblem(error, "name")}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label={t("places.kind")}
            value={draft.kind}
            onChange={(kind) => change({ kind: kind as PlaceKind })}
            data={placeKinds.map((value) => ({ value, label: t(`places.kinds.${value}`) }))}
          />
          {draft.kind === "folder" && <FolderField {...fields} />}
          {draft.kind === "sftp" && <SftpFields {...fields} />}
          {draft.kind === "s3" && <S3Fields {...fields} />}
        </Stack>
      </Section>
    </form>
  );
}

function FolderField({ draft, error, onChange }: PlaceFieldsProps) {
  const t = useT();
  const { data } = useQuery(placesQuery);
  if (data && data.folder === null) return <Text size="sm">{t("places.no_folder")}</Text>;
  return (
    <TextInput
      label={t("places.folder")}
      description={data && t("places.folder_below", { folder: data.folder ?? "" })}
      placeholder="exports"
      maxLength={500}
      value={draft.folder}
      error={fieldProblem(error, "folder")}
      onChange={(event) => onChange({ folder: event.currentTarget.value })}
    />
  );
}
