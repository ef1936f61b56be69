import { Group, SegmentedControl, Select, Stack, Textarea } from "@mantine/core";
import { type Locale, locales } from "#kernel/locale";
import { Section } from "#platform/web";
import { useT } from "#web/texts.ts";
import { printedKinds, type PrintedKind } from "../../contract/document-design.ts";
import type { DesignPartProps } from "./look.tsx";

interface WordingProps extends DesignPartProps {
  readonly kind: PrintedKind;
  readonly language: Locale;
  readonly onKind: (kind: PrintedKind) => void;
  readonly onLanguage: (language: Locale) => void;
}

const ownNames: Readonly<Record<Locale, string>> = {
  en: "English",
  es: "Español",
  ru: "Русский",
  bg: "Български",
};

/** What stands on every page, and before and after the lines of a kind of document, in each language. */
export function Wording({ design, kind, language, onKind, onLanguage, onChange }: WordingProps) {
  const t = useT();
  const onPages = ["header", "footer"] as const;
  const aroundLines = ["intro", "closing"] as const;
  return (
    <Section title={t("trade.design.words")} text={t("trade.design.words_text")}>
      <Stack gap="sm">
        <Group>
          <SegmentedControl
            size="xs"
            aria-label={t("trade.design.language")}
            value={language}
            onChange={(value) => onLanguage(value as Locale)}
            data={locales.map((value) => ({ value, label: ownNames[value] }))}
          />
          <Select
            size="xs"
            aria-label={t("trade.design.kind")}
            allowDeselect={false}
            value={kind}
            onChange={(value) => value && onKind(value as PrintedKind)}
            data={printedKinds.map((value) => ({ value, label: t(`printing.kinds.${value}`) }))}
          />
        </Group>
        {onPages.map((part) => (
          <Textarea
            key={part}
            label={t(`trade.design.${part}`)}
            autosize
            minRows={2}
            maxRows={8}
            value={design[part][language]}
            onChange={({ currentTarget: { value } }) =>
              onChange({ [part]: { ...design[part], [language]: value } })
            }
          />
        ))}
        {aroundLines.map((part) => (
          <Textarea
            key={part}
            label={t(`trade.design.${part}`, { kind: t(`printing.kinds.${kind}`) })}
            autosize
            minRows={3}
            maxRows={12}
            value={design[part][kind][language]}
            onChange={({ currentTarget: { value } }) =>
              onChange({
                [part]: { ...design[part], [kind]: { ...design[part][kind], [language]: value } },
              })
            }
          />
        ))}
      </Stack>
    </Section>
  );
}
