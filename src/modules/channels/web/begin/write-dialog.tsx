import { Button, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { beginConversation } from "#channels/contract";
import type { RecordData } from "#records/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

interface WriteDialogProps {
  readonly record: RecordData;
  readonly accounts: readonly RecordData[];
  readonly onClose: () => void;
}

/** The first message of a conversation; it goes on in the inbox. */
export function WriteDialog({ record, accounts, onClose }: WriteDialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [account, setAccount] = useState(accounts[0]?.id ?? "");
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["inbox", "timeline"] });
  const isMail = accounts.find(({ id }) => id === account)?.["kind"] === "mailbox";
  const isComplete = body.trim() !== "" && (!isMail || subject.trim() !== "");

  async function send(): Promise<void> {
    if (busy || !isComplete) return;
    const run = () =>
      call(beginConversation, {
        params: { id: account },
        body: { party: record.id, body, files: [], ...(isMail && { subject }) },
      });
    const begun = await act(run, "", {
      onProblem: (thrown) => {
        setProblem(problemText(thrown));
        return true;
      },
    });
    if (!begun) return;
    onClose();
    void navigate({ to: "/inbox", search: { view: "mine", open: begun.id } as never });
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
  };

  return (
    <Modal opened onClose={onClose} size="lg" title={t("inbox.begin.title")}>
      <Stack gap="sm" onKeyDown={onKeyDown}>
        {accounts.length > 1 && (
          <Select
            label={t("inbox.begin.from")}
            allowDeselect={false}
            data={accounts.map(({ id, name }) => ({ value: id, label: String(name) }))}
            value={account}
            onChange={(value) => value && setAccount(value)}
          />
        )}
        {isMail && (
          <TextInput
            data-autofocus
            label={t("fields.conversation.subject")}
            maxLength={500}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t("fields.message.body")}
          autosize
          minRows={6}
          maxRows={18}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {problem && (
          <p role="alert" style={{ margin: 0, color: "var(--red-11)", fontSize: 13 }}>
            {problem}
          </p>
        )}
        <Group justify="flex-end">
          <Button disabled={!isComplete} loading={busy} onClick={() => void send()}>
            {t("inbox.acts.send")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
