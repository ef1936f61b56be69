import { ColorInput, Select, Textarea } from "@mantine/core";
import { useT } from "#web/texts.ts";
import type { ChatSettings } from "../../contract/chat.ts";

interface LookFieldsProps {
  readonly settings: ChatSettings;
  readonly sites: string;
  readonly areSites: boolean;
  readonly onSites: (sites: string) => void;
  readonly onChange: (changed: Partial<ChatSettings>) => void;
}

type Asking = ChatSettings["ask"]["name"];
const askings = ["no", "asked", "required"] as const;

/** Where it may stand, how it looks there, and what it asks first. */
export function LookFields({ settings, sites, areSites, onSites, onChange }: LookFieldsProps) {
  const t = useT();
  const asking = (field: "name" | "email") => (
    <Select
      label={t(`chats.asks.${field}`)}
      allowDeselect={false}
      data={askings.map((value) => ({ value, label: t(`chats.asking.${value}`) }))}
      value={settings.ask[field]}
      onChange={(value) => onChange({ ask: { ...settings.ask, [field]: value as Asking } })}
    />
  );
  return (
    <>
      <Textarea
        label={t("chats.sites")}
        description={t("chats.sites_text")}
        placeholder="https://www.example.com"
        autosize
        minRows={2}
        maxRows={8}
        value={sites}
        error={areSites ? undefined : t("chats.sites_wrong")}
        onChange={(event) => onSites(event.currentTarget.value)}
      />
      <ColorInput
        eyeDropperButtonProps={{ "aria-label": t("shell.pick_colour") }}
        label={t("chats.colour")}
        value={settings.colour}
        popoverProps={{ withinPortal: true }}
        onChange={(colour) => /^#[0-9a-f]{6}$/i.test(colour) && onChange({ colour })}
      />
      <Select
        label={t("chats.side")}
        allowDeselect={false}
        data={(["right", "left"] as const).map((value) => ({ value, label: t(`chats.sides.${value}`) }))}
        value={settings.side}
        onChange={(value) => onChange({ side: value === "left" ? "left" : "right" })}
      />
      {asking("name")}
      {asking("email")}
    </>
  );
}
