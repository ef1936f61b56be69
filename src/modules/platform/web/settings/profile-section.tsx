import {
  Button,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  useMantineColorScheme,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OutputOf } from "#kernel/action";
import { isLocale } from "#kernel/locale";
import { call } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { setLocale, useLocale, useT } from "#web/texts.ts";
import { changeMe, type getMe } from "../../contract/me.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { languageChoices } from "../languages.ts";
import { timeZoneChoices } from "../places-of-the-world.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useRefreshMe } from "./me.ts";
import { Section } from "./section.tsx";

export function ProfileSection({ me }: { me: OutputOf<typeof getMe> }) {
  const t = useT();
  const refresh = useRefreshMe();
  const [name, setName] = useState(me.user.name);
  const [locale, setOwnLocale] = useState(useLocale());
  const [timeZone, setTimeZone] = useState(me.user.ownTimeZone);
  const saving = useMutation({
    mutationFn: () => call(changeMe, { body: { name, locale, timeZone } }),
    onSuccess: async () => {
      await Promise.all([setLocale(locale), refresh()]);
      notifyDone(t("settings.saved"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Section title={t("settings.profile.about")} text={me.user.email}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t("fields.user.name")}
            required
            withAsterisk={false}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldProblem(saving.error, "name")}
          />
          <Select
            label={t("fields.user.locale")}
            allowDeselect={false}
            data={languageChoices}
            value={locale}
            onChange={(chosen) => isLocale(chosen) && setOwnLocale(chosen)}
          />
          <Select
            label={t("fields.user.time_zone")}
            searchable
            clearable
            placeholder={t("settings.profile.as_organisation", {
              zone: me.organisation.timeZone.replaceAll("_", " "),
            })}
            nothingFoundMessage={t("organisation.nothing_found")}
            data={timeZoneChoices()}
            value={timeZone}
            onChange={setTimeZone}
          />
          <Appearance />
          <ProblemNote text={otherProblem(saving.error, ["name"])} />
          <Button type="submit" loading={saving.isPending} style={{ alignSelf: "flex-start" }}>
            {t("settings.save")}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

// Kept by the device and changed at once: the same account may want it dark at home and light at work.
function Appearance() {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t("shell.theme.title")}
      </Text>
      <SegmentedControl
        aria-label={t("shell.theme.title")}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
        data={(["light", "dark", "auto"] as const).map((scheme) => ({
          value: scheme,
          label: t(`shell.theme.${scheme}`),
        }))}
      />
    </div>
  );
}
