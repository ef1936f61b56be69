import { Button, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Section, SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import { useCreateRecord, useRecords } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import { TelephoneLineCard } from "./telephone-line-card.tsx";

/** The telephone lines, and how each is connected with its switchboard. */
export default function TelephoneScreen() {
  const t = useT();
  const [isAdding, setAdding] = useState(false);
  const { rows, isPending } = useRecords("channel_account", {
    filter: { field: "kind", op: "is", value: "telephone" },
    sort: "name",
    limit: 100,
  });
  return (
    <SettingsScreen title={t("settings.telephone.title")}>
      <Section
        title={t("channels.telephone.lines")}
        text={t("channels.telephone.lines_text")}
        action={
          <Button
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("channels.telephone.add")}
          </Button>
        }
      >
        {!isPending && rows.length === 0 && <p>{t("channels.telephone.none")}</p>}
        <Stack gap="lg">
          {rows.map((line: RecordData) => (
            <TelephoneLineCard key={line.id} line={line} />
          ))}
        </Stack>
      </Section>
      {isAdding && <NewLine onClose={() => setAdding(false)} />}
    </SettingsScreen>
  );
}

function NewLine({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const create = useCreateRecord("channel_account");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await create({ name, address, kind: "telephone" });
      onClose();
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(false);
  }
  return (
    <Modal opened onClose={onClose} title={t("channels.telephone.add")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput
            label={t("fields.channel_account.name")}
            value={name}
            required
            data-autofocus
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label={t("fields.call.number")}
            value={address}
            inputMode="tel"
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          />
          <ProblemNote text={problem ? problemText(problem) : undefined} />
          <Group justify="flex-end">
            <Button type="submit" loading={busy}>
              {t("channels.telephone.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
