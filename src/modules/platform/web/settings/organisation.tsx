import { Button, Select, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { isLocale } from "#kernel/locale";
import { call } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { changeOrganisation, type Organisation } from "../../contract/organisation.ts";
import { otherProblem } from "../field-problem.ts";
import { languageChoices } from "../languages.ts";
import { OrganisationFields } from "../organisation-fields.tsx";
import { ProblemNote } from "#web/problem-note.tsx";
import { useRefreshMe } from "./me.ts";
import { Section } from "./section.tsx";
import { SettingsScreen } from "./settings-screen.tsx";

export default function OrganisationSettings() {
  const t = useT();
  const refresh = useRefreshMe();
  const { organisation } = useSession();
  const [value, setValue] = useState<Organisation>(organisation);
  const saving = useMutation({
    mutationFn: () => call(changeOrganisation, { body: value }),
    onSuccess: async () => {
      await refresh();
      notifyDone(t("settings.saved"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <SettingsScreen title={t("settings.organisation.title")}>
      <Section title={organisation.name} text={t("settings.organisation.text")}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <OrganisationFields
              value={value}
              onChange={(change) => setValue({ ...value, ...change })}
              error={saving.error}
            />
            <Select
              label={t("settings.organisation.locale")}
              description={t("settings.organisation.locale_text")}
              size="md"
              allowDeselect={false}
              data={languageChoices}
              value={value.locale}
              onChange={(locale) => isLocale(locale) && setValue({ ...value, locale })}
            />
            <ProblemNote text={otherProblem(saving.error, ["name"])} />
            <Button type="submit" loading={saving.isPending} style={{ alignSelf: "flex-start" }}>
              {t("settings.save")}
            </Button>
          </Stack>
        </form>
      </Section>
    </SettingsScreen>
  );
}
