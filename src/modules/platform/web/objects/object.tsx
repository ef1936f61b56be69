import { Button, Menu, Tabs } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconChevronDown, IconChevronLeft, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type AdministeredObject, removeObject, restoreObject } from "#records/contract";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { ReadOnlyWhileLooking } from "#web/read-only.tsx";
import { useT } from "#web/texts.ts";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { FieldDrawer } from "./field-drawer.tsx";
import { FieldList } from "./field-list.tsx";
import { ObjectDialog } from "./object-dialog.tsx";
import styles from "./objects.module.css";
import { useNameOfObject, useObjects, useRefreshObjects } from "./use-objects.ts";

const LayoutEditor = lazy(() => import("./layout-editor.tsx"));

/** One object: its fields in their order, and how its page is laid out. */
export default function ObjectScreen() {
  const { name } = useParams({ strict: false }) as { name: string };
  const objects = useObjects();
  const t = useT();
  const object = objects?.find((one) => one.name === name);
  if (!objects)
    return (
      <SettingsScreen wide title={t("settings.objects.title")}>
        {null}
      </SettingsScreen>
    );
  if (!object || object.removedAt)
    return (
      <SettingsScreen wide title={t("settings.objects.title")}>
        <EmptyState
          icon="box"
          title={t("settings.objects.missing")}
          text={t("settings.objects.missing_text")}
        />
      </SettingsScreen>
    );
  return <Found object={object} />;
}

function Found({ object }: { readonly object: AdministeredObject }) {
  const t = useT();
  const nameOf = useNameOfObject();
  const navigate = useNavigate();
  const { tab = "fields" } = useSearch({ strict: false }) as { tab?: string };
  const [field, setField] = useState<{ readonly name?: string } | null>(null);
  const [changing, setChanging] = useState(false);
  const show = (next: string | null) =>
    void navigate({ to: ".", search: next === "layout" ? { tab: next } : {}, replace: true });
  return (
    <SettingsScreen
      wide
      reads
      title={nameOf(object)}
      actions={
        <ReadOnlyWhileLooking>
          {object.custom && <ObjectMenu object={object} onChange={() => setChanging(true)} />}
          <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setField({})}>
            {t("settings.objects.add_field")}
          </Button>
        </ReadOnlyWhileLooking>
      }
    >
      <Link to="/settings/objects" className={styles.back}>
        <IconChevronLeft size={14} stroke={1.5} aria-hidden="true" />
        {t("settings.objects.title")}
      </Link>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List className={styles.tabs}>
          <Tabs.Tab value="fields">{t("settings.objects.fields")}</Tabs.Tab>
          <Tabs.Tab value="layout">{t("settings.objects.layout")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields">
          <ReadOnlyWhileLooking>
            <FieldList object={object} onOpen={(opened) => setField({ name: opened })} />
          </ReadOnlyWhileLooking>
        </Tabs.Panel>
        <Tabs.Panel value="layout">
          <Suspense>
            <ReadOnlyWhileLooking>
              <LayoutEditor object={object} />
            </ReadOnlyWhileLooking>
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      {field !== null && (
        <FieldDrawer
          key={field.name}
          object={object}
          field={object.fields.find((one) => one.name === field.name)}
          onClose={() => setField(null)}
        />
      )}
      {changing && <ObjectDialog object={object} onClose={() => setChanging(false)} />}
    </SettingsScreen>
  );
}

function ObjectMenu({
  object,
  onChange,
}: {
  readonly object: AdministeredObject;
  readonly onChange: () => void;
}) {
  const t = useT();
  const nameOf = useNameOfObject();
  const navigate = useNavigate();
  const refresh = useRefreshObjects();
  const params = { object: object.name };
  const removing = useMutation({
    mutationFn: () => call(removeObject, { params }),
    onSuccess: async () => {
      await navigate({ to: "/settings/objects" });
      refresh();
      const undo = () => call(restoreObject, { params }).then(refresh);
      notifyDone(t("settings.objects.object_removed", { name: nameOf(object) }), { undo });
    },
    onError: notifyProblem,
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
          {t("settings.objects.acts")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onChange}>{t("settings.objects.change")}</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: `/${object.plural}` })}>
          {t("settings.objects.open_list")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => removing.mutate()}>
          {t("settings.objects.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
