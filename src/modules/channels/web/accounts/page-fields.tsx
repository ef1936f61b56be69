import { ColorInput, Textarea } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { chatSettings } from "../../contract/chat.ts";

/** The sites that are named, one a line; null where one of them is none. */
export function readSites(text: string): string[] | null {
  const named = text.split("\n").flatMap((line) => line.trim() || []);
  return chatSettings.shape.sites.safeParse(named).data ?? null;
}

interface SitesFieldProps {
  readonly label: string;
  readonly description: string;
  /** As they are written, one a line. */
  readonly sites: string;
  readonly onSites: (sites: string) => void;
}

/** The sites on whose pages it may stand. */
export function SitesField({ label, description, sites, onSites }: SitesFieldProps) {
  const t = useT();
  return (
    <Textarea
      label={label}
      description={description}
      placeholder="https://www.example.com"
      autosize
      minRows={2}
      maxRows={8}
      value={sites}
      error={readSites(sites) ? undefined : t("chats.sites_wrong")}
      onChange={(event) => onSites(event.currentTarget.value)}
    />
  );
}

interface ColourFieldProps {
  readonly label: string;
  readonly colour: string;
  readonly onColour: (colour: string) => void;
}

/** The colour in which it stands on a page; what is half typed is none yet. */
export function ColourField({ label, colour, onColour }: ColourFieldProps) {
  const t = useT();
  return (
    <ColorInput
      eyeDropperButtonProps={{ "aria-label": t("shell.pick_colour") }}
      label={label}
      value={colour}
      popoverProps={{ withinPortal: true }}
      onChange={(written) => /^#[0-9a-f]{6}$/i.test(written) && onColour(written)}
    />
  );
}
