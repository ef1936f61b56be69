import { Button, Checkbox, ColorInput, FileButton, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { Section } from "#platform/web";
import { useT } from "#web/texts.ts";
import { documentColumns, type OrganisationDesign } from "../../contract/document-design.ts";
import styles from "./design.module.css";

const largestLogo = 500_000;

export interface DesignPartProps {
  readonly design: OrganisationDesign;
  readonly onChange: (values: Partial<OrganisationDesign>) => void;
}

/** The logo, the colour and which columns lines have. */
export function Look({ design, onChange }: DesignPartProps) {
  const t = useT();
  return (
    <Section title={t("trade.design.look")} text={t("trade.design.look_text")}>
      <Stack gap="md">
        <Logo design={design} onChange={onChange} />
        <ColorInput
          eyeDropperButtonProps={{ "aria-label": t("shell.pick_colour") }}
          label={t("trade.design.accent")}
          value={design.accent}
          maw={240}
          popoverProps={{ withinPortal: true }}
          onChange={(accent) => /^#[0-9a-f]{6}$/i.test(accent) && onChange({ accent: accent.toLowerCase() })}
        />
        <Checkbox.Group
          label={t("trade.design.columns")}
          value={[...design.columns]}
          onChange={(columns) =>
            onChange({ columns: documentColumns.filter((column) => columns.includes(column)) })
          }
        >
          <Group mt={6} gap="md">
            {documentColumns.map((column) => (
              <Checkbox key={column} size="xs" value={column} label={t(`trade.design.column.${column}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      </Stack>
    </Section>
  );
}

function Logo({ design: { logo }, onChange }: DesignPartProps) {
  const t = useT();
  const [wrong, setWrong] = useState(false);

  async function take(file: File | null): Promise<void> {
    if (!file) return;
    const fits = file.size <= largestLogo && ["image/png", "image/jpeg"].includes(file.type);
    setWrong(!fits);
    if (fits) onChange({ logo: await addressOf(file) });
  }

  return (
    <div>
      <div className={styles.label}>{t("trade.design.logo")}</div>
      <Group>
        {logo && <img className={styles.logo} src={logo} alt={t("trade.design.logo")} />}
        <FileButton accept="image/png,image/jpeg" onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} variant="default" size="xs">
              {t(logo ? "trade.design.logo_other" : "trade.design.logo_choose")}
            </Button>
          )}
        </FileButton>
        {logo && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => onChange({ logo: null })}>
            {t("trade.design.logo_remove")}
          </Button>
        )}
      </Group>
      <p className={wrong ? styles.wrong : styles.hint} role={wrong ? "alert" : undefined}>
        {t("trade.design.logo_hint")}
      </p>
    </div>
  );
}

function addressOf(file: File): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(String(reader.result)));
    reader.addEventListener("error", () => fail(reader.error ?? new Error("unreadable")));
    reader.readAsDataURL(file);
  });
}
