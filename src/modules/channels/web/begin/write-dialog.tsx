import { Autocomplete, Button, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { type Beginning, beginByTemplate, beginConversation, type Filled } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { IconButton } from "#web/icon-button.tsx";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";
import { Attached, type AttachedFile, useAttaching } from "../inbox/composer/attached.tsx";
import { LettersLeft } from "../inbox/composer/letters-left.tsx";
import { TemplateChooser } from "../messengers/template-chooser.tsx";

interface WriteDialogProps {
  readonly party: string | undefined;
  readonly beginnings: readonly Beginning[];
  /** Where one says whom, if that is not said yet. */
  readonly who?: ReactNode;
  readonly onClose: () => void;
  /** What is done with the conversation; it goes on in the inbox unless told. */
  readonly onBegun?: ((id: string) => void) | undefined;
}

/** The first message of a conversation; it goes on in the inbox. */
export function WriteDialog({ party, beginnings, who, onClose, onBegun }: WriteDialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [account, setAccount] = useState<string | null>(null);
  const by =
    beginnings.find((one) => one.account === account) ??
    beginnings.find(({ contacts }) => contacts.length > 0) ??
    beginnings[0];
  // What was typed holds for whom and for what kind of address it was typed.
  const [typed, setTyped] = useState({ to: "", key: "" });
  const key = `${party} ${by?.contact}`;
  const to = typed.key === key ? typed.to : (by?.contacts[0] ?? "");
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [problem, setProblem] = useState<string>();
  const attaching = useAttaching((more) => setFiles([...files, ...more].slice(0, 20)), {
    largest: by?.files,
  });
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["inbox", "timeline"] });
  const isComplete =
    by !== undefined &&
    !by.by_template &&
    to.trim() !== "" &&
    body.trim() !== "" &&
    body.length <= by.length &&
    (!by.subject || subject.trim() !== "") &&
    !attaching.busy;

  function choose(next: string | null): void {
    setAccount(next);
    if (beginnings.find((one) => one.account === next)?.files === 0) setFiles([]);
  }

  const whom = { contact: to.trim(), ...(party && { party }) };
  async function begin(run: () => Promise<{ readonly id: string }>): Promise<boolean> {
    setProblem(undefined);
    const begun = await act(run, "", {
      onProblem: (thrown) => {
        setProblem(problemText(thrown));
        return true;
      },
    });
    if (!begun) return false;
    onClose();
    if (onBegun) onBegun(begun.id);
    else void navigate({ to: "/inbox", search: { view: "mine", open: begun.id } as never });
    return true;
  }
  async function send(): Promise<void> {
    if (busy || !by || !isComplete) return;
    const written = { ...whom, body, files: files.map(({ id }) => id), ...(by.subject && { subject }) };
    await begin(() => call(beginConversation, { params: { id: by.account }, body: written }));
  }
  const sendByTemplate = (filled: Filled): Promise<boolean> =>
    begin(() => call(beginByTemplate, { params: { id: by?.account ?? "" }, body: { ...filled, ...whom } }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
  };

  return (
    <Modal opened onClose={onClose} size="lg" title={t("inbox.begin.title")}>
      <Stack gap="sm" onKeyDown={onKeyDown}>
        {who}
        <Group grow gap="sm" preventGrowOverflow={false} wrap="wrap">
          <Select
            label={t("inbox.begin.by")}
            miw={200}
            allowDeselect={false}
            data={beginnings.map(({ account, name, address }) => ({
              value: account,
              label: address && address !== name ? `${name} · ${address}` : name,
            }))}
            value={by?.account ?? null}
            onChange={choose}
          />
          <Autocomplete
            label={t("inbox.recipients.to")}
            miw={200}
            placeholder={by && t(`inbox.begin.where.${by.contact}`, { defaultValue: "" })}
            maxLength={320}
            data={by ? [...by.contacts] : []}
            filter={({ options }) => options}
            value={to}
            onChange={(value) => setTyped({ to: value, key })}
          />
        </Group>
        {by?.subject && (
          <TextInput
            data-autofocus
            label={t("fields.conversation.subject")}
            maxLength={500}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        {by?.by_template ? (
          <>
            <TemplateChooser
              key={by.account}
              account={by.account}
              busy={busy}
              ready={to.trim() !== ""}
              onSend={sendByTemplate}
            />
            <ProblemNote text={problem} />
          </>
        ) : (
          <>
            <Textarea
              label={t("fields.message.body")}
              autosize
              minRows={6}
              maxRows={18}
              data-autofocus={by?.subject ? undefined : true}
              value={body}
              onChange={(event) => setBody(event.currentTarget.value)}
            />
            <Attached files={files} onRemove={(gone) => setFiles(files.filter(({ id }) => id !== gone))} />
            <ProblemNote text={problem ?? attaching.problem ?? undefined} />
            <Group justify="space-between">
              <Group gap="xs">
                {by && by.files > 0 && (
                  <IconButton label={t("inbox.acts.attach")} onClick={attaching.ask} loading={attaching.busy}>
                    <IconPaperclip size={16} stroke={1.5} />
                  </IconButton>
                )}
                <LettersLeft answering={by} body={body} />
              </Group>
              <Button disabled={!isComplete} loading={busy} onClick={() => void send()}>
                {t("inbox.acts.send")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}
