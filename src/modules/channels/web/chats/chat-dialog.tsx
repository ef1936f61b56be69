import { Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { addChat, type ChatShown, type ChatWritten, setChat, standardChat } from "../../contract/chat.ts";
import { readSites } from "../accounts/page-fields.tsx";
import { QueueField, UnknownField } from "../accounts/receiving-fields.tsx";
import { HoursFields } from "./hours-fields.tsx";
import { LookFields } from "./look-fields.tsx";
import { WordsFields } from "./words-fields.tsx";

interface ChatDialogProps {
  /** Null: a new one. */
  readonly chat: ChatShown | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** How a chat is called, where it may stand, how it looks, what it asks and when somebody answers. */
export function ChatDialog({ chat, onDone, onClose }: ChatDialogProps) {
  const t = useT();
  const [form, setForm] = useState<ChatWritten>(() => writtenOf(chat));
  const [sites, setSites] = useState(form.settings.sites.join("\n"));
  const change = (changed: Partial<ChatWritten>) => setForm((before) => ({ ...before, ...changed }));
  const changeSettings = (changed: Partial<ChatWritten["settings"]>) =>
    setForm((before) => ({ ...before, settings: { ...before.settings, ...changed } }));
  const allowed = readSites(sites);
  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...form, settings: { ...form.settings, sites: allowed ?? [] } };
      await (chat ? call(setChat, { params: { id: chat.id }, body }) : call(addChat, { body }));
    },
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={chat?.name ?? t("chats.new")}
      act={t("chats.save")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      disabled={!form.name.trim() || !allowed}
      problem={saving.error ? problemText(saving.error) : undefined}
    >
      <NamesFields form={form} isNew={!chat} onChange={change} />
      <LookFields settings={form.settings} sites={sites} onSites={setSites} onChange={changeSettings} />
      <WordsFields settings={form.settings} onChange={changeSettings} />
      <HoursFields hours={form.settings.hours} onChange={(hours) => changeSettings({ hours })} />
    </FormDialog>
  );
}

function writtenOf(chat: ChatShown | null): ChatWritten {
  if (!chat)
    return {
      name: "",
      from_name: null,
      active: true,
      queue: null,
      unknown: "wait",
      settings: standardChat,
    };
  const { id: _id, has_secret: _secret, snippet: _snippet, ...written } = chat;
  return written;
}

interface NamesFieldsProps {
  readonly form: ChatWritten;
  readonly isNew: boolean;
  readonly onChange: (changed: Partial<ChatWritten>) => void;
}

function NamesFields({ form, isNew, onChange }: NamesFieldsProps) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t("chats.name")}
        description={t("chats.name_text")}
        maxLength={200}
        data-autofocus
        value={form.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t("chats.from_name")}
        description={t("chats.from_name_text")}
        maxLength={200}
        value={form.from_name ?? ""}
        onChange={(event) => onChange({ from_name: event.currentTarget.value || null })}
      />
      <QueueField value={form.queue} onChange={(queue) => onChange({ queue })} />
      <UnknownField value={form.unknown} onChange={(unknown) => onChange({ unknown })} />
      {!isNew && (
        <Switch
          label={t("chats.active")}
          checked={form.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
