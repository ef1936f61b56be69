import { Badge, Button } from "@mantine/core";
import { useState } from "react";
import { useT } from "#web/texts.ts";
import { useRefreshMe } from "./me.ts";
import { SecondFactorRemoval } from "./second-factor-removal.tsx";
import { SecondFactorSetUp } from "./second-factor-set-up.tsx";
import { Section } from "./section.tsx";

export function SecondFactorSection({ enabled }: { enabled: boolean }) {
  const t = useT();
  const refresh = useRefreshMe();
  const [opened, setOpened] = useState(false);
  const done = () => {
    setOpened(false);
    void refresh();
  };
  return (
    <Section
      title={t("settings.second_factor.title")}
      text={t("settings.second_factor.text")}
      action={
        <Button variant="default" onClick={() => setOpened(true)}>
          {t(enabled ? "settings.second_factor.turn_off" : "settings.second_factor.turn_on")}
        </Button>
      }
    >
      {enabled && (
        <Badge color="green" variant="light" tt="none" radius="sm">
          {t("settings.second_factor.on")}
        </Badge>
      )}
      {opened && !enabled && <SecondFactorSetUp onDone={done} onClose={() => setOpened(false)} />}
      {opened && enabled && <SecondFactorRemoval onDone={done} onClose={() => setOpened(false)} />}
    </Section>
  );
}
