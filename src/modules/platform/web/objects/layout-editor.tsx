import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import { Button, Group, Select, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "#kernel/id";
import { type AdministeredObject, dropLayout, type Layout, listLayouts, saveLayout } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useTeams } from "../settings/people.ts";
import { draftOfLayout, layoutOf, type LayoutDraft, usePageSections } from "./layout-draft.ts";
import { FieldTray, LayoutSection } from "./layout-section.tsx";
import styles from "./objects.module.css";
import { useRefreshObjects } from "./use-objects.ts";

/** How the record page of an object is laid out: sections and fields are dragged to where they are wanted. */
export default function LayoutEditor({ object }: { readonly object: AdministeredObject }) {
  const t = useT();
  const teams = useTeams() ?? [];
  const [team, setTeam] = useState<string | null>(null);
  const layouts = useQuery({
    queryKey: ["settings", "layouts", object.name],
    queryFn: async () => (await call(listLayouts, { params: { object: object.name } })).data,
  }).data;
  if (!layouts) return null;
  const found = layouts.find((layout) => (layout.team?.id ?? null) === team);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <p className={styles.intro}>{t("settings.objects.layout_intro")}</p>
        <Select
          label={t("settings.objects.layout_for")}
          data={[
            { value: "", label: t("settings.objects.everybody") },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={team ?? ""}
          allowDeselect={false}
          onChange={(next) => setTeam(next || null)}
        />
      </Group>
      <Editor key={`${team} ${found?.version}`} object={object} team={team} layout={found} />
    </Stack>
  );
}

interface EditorProps {
  readonly object: AdministeredObject;
  readonly team: string | null;
  readonly layout: Layout | undefined;
}

function Editor({ object, team, layout }: EditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const refresh = useRefreshObjects();
  const usual = usePageSections(object);
  const [draft, setDraft] = useState<LayoutDraft>(() => draftOfLayout(object, layout?.definition ?? usual));
  const params = { object: object.name };
  const done = async () => {
    await queries.invalidateQueries({ queryKey: ["settings", "layouts", object.name] });
    refresh();
    notifyDone(t("settings.objects.layout_saved"));
  };
  const saving = useMutation({
    mutationFn: () =>
      call(saveLayout, {
        params,
        body: { team, version: layout?.version ?? 0, definition: layoutOf(draft) },
      }),
    onSuccess: done,
    onError: notifyProblem,
  });
  const dropping = useMutation({
    mutationFn: () => call(dropLayout, { params, query: team ? { team } : {} }),
    onSuccess: done,
    onError: notifyProblem,
  });
  const addSection = () => {
    const key = `s_${newId().slice(-12)}`;
    setDraft({
      ...draft,
      sections: [...draft.sections, { key, title: {}, folded: false }],
      fields: { ...draft.fields, [key]: [] },
    });
  };
  return (
    <DragDropProvider
      onDragOver={(event) => {
        if (event.operation.source?.type === "field")
          setDraft((now) => ({ ...now, fields: move(now.fields, event) }));
      }}
      onDragEnd={(event) => {
        if (event.operation.source?.type === "section" && !event.canceled)
          setDraft((now) => ({ ...now, sections: moved(now.sections, event) }));
      }}
    >
      <div className={styles.layout}>
        <div className={styles.sections}>
          {draft.sections.map((section, index) => (
            <LayoutSection
              key={section.key}
              object={object}
              section={section}
              index={index}
              fields={draft.fields[section.key] ?? []}
              onChange={(next) =>
                setDraft({
                  ...draft,
                  sections: draft.sections.map((one) => (one.key === next.key ? next : one)),
                })
              }
              onRemove={
                draft.sections.length > 1 ? () => setDraft(withoutSection(draft, section.key)) : undefined
              }
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={addSection}
          >
            {t("settings.objects.add_section")}
          </Button>
        </div>
        <FieldTray object={object} fields={draft.fields["unused"] ?? []} />
      </div>
      <Group justify="flex-end">
        {layout && (
          <Button
            variant="subtle"
            color="gray"
            loading={dropping.isPending}
            onClick={() => dropping.mutate()}
          >
            {t("settings.objects.layout_drop")}
          </Button>
        )}
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {t("settings.objects.layout_save")}
        </Button>
      </Group>
    </DragDropProvider>
  );
}

function moved(
  sections: LayoutDraft["sections"],
  event: Parameters<typeof move>[1],
): LayoutDraft["sections"] {
  const keys = move(
    sections.map(({ key }) => key),
    event,
  );
  return keys.flatMap((key) => sections.find((section) => section.key === key) ?? []);
}

function withoutSection(draft: LayoutDraft, key: string): LayoutDraft {
  const { [key]: freed = [], unused = [], ...fields } = draft.fields;
  return {
    sections: draft.sections.filter((section) => section.key !== key),
    fields: { ...fields, unused: [...unused, ...freed] },
  };
}
