import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { endOtherSessions, endSession, listSessions } from "../../contract/me.ts";
import { deviceOf } from "./device-name.ts";
import { Section } from "./section.tsx";

const key = ["sessions"];

export function SessionsSection() {
  const t = useT();
  const { relative } = useFormat();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: key, queryFn: () => call(listSessions) }).data?.data ?? [];
  const ending = useMutation({
    mutationFn: (id: string | null) => (id ? call(endSession, { params: { id } }) : call(endOtherSessions)),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
    onError: notifyProblem,
  });
  return (
    <Section
      title={t("settings.sessions.title")}
      text={t("settings.sessions.text")}
      action={
        sessions.length > 1 && (
          <Button variant="default" onClick={() => ending.mutate(null)}>
            {t("settings.sessions.end_others")}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        {sessions.map((session) => (
          <Group key={session.id} justify="space-between" wrap="nowrap">
            <div>
              <Group gap="xs">
                <Text size="sm">{deviceOf(session.device) ?? t("settings.sessions.unknown")}</Text>
                {session.current && (
                  <Badge size="sm" variant="light" tt="none" radius="sm">
                    {t("settings.sessions.current")}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {[session.address, relative(session.usedAt)].filter(Boolean).join(" · ")}
              </Text>
            </div>
            {!session.current && (
              <Button variant="subtle" color="gray" onClick={() => ending.mutate(session.id)}>
                {t("settings.sessions.end")}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
