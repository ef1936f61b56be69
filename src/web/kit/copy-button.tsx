import { ActionIcon, Button, CopyButton as Copier } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useT } from "./texts.ts";

/** Puts `text` on the clipboard and says for a moment that it did. */
export function CopyButton({ text, labelled = false }: { text: string; labelled?: boolean }) {
  const t = useT();
  return (
    <Copier value={text} timeout={2000}>
      {({ copied, copy }) => {
        const Icon = copied ? IconCheck : IconCopy;
        const label = t(copied ? "settings.copied" : "settings.copy");
        return labelled ? (
          <Button variant="default" onClick={copy} leftSection={<Icon size={16} stroke={1.5} />}>
            {label}
          </Button>
        ) : (
          <ActionIcon onClick={copy} aria-label={label} title={label}>
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        );
      }}
    </Copier>
  );
}
