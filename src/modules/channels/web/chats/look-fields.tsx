import { Select } from "@mantine/core";
import { useT } from "#web/texts.ts";
import type { ChatSettings } from "../../contract/chat.ts";
import { ColourField, SitesField } from "../accounts/page-fields.tsx";

interface LookFieldsProps {
  readonly settings: ChatSettings;
  readonly sites: string;
  readonly onSites: (sites: string) => void;
  readonly onChange: (changed: Partial<ChatSettings>) => void;
}

type Asking = ChatSettings["ask"]["name"];
const askings = ["no", "asked", "required"] as const;

/** Where it may stand, how it looks there, and what it asks first. */
export function LookFields({ settings, sites, onSites, onChange }: LookFieldsProps) {
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
      <SitesField
        label={t("chats.sites")}
        description={t("chats.sites_text")}
        sites={sites}
        onSites={onSites}
      />
      <ColourField
        label={t("chats.colour")}
        colour={settings.colour}
        onColour={(colour) => onChange({ colour })}
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
