import { Checkbox, Collapse, Group, Stack, Switch, TextInput, UnstyledButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type AdministeredObject, changeObject, makeObject, type Texts } from "#records/contract";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { IconPicker } from "./icon-picker.tsx";
import styles from "./objects.module.css";
import { TextsInput } from "./texts-input.tsx";
import { useRefreshObjects } from "./use-objects.ts";

interface ObjectDialogProps {
  /** Absent: a new one is made. */
  readonly object?: AdministeredObject;
  readonly onClose: () => void;
}

const inTheMiddle = 55;

/** Makes an object of one's own, or changes what it is called and where it stands. */
export function ObjectDialog({ object, onClose }: ObjectDialogProps) {
  const t = useT();
  const refresh = useRefreshObjects();
  const navigate = useNavigate();
  const [one, setOne] = useState<Texts>(object?.label?.one ?? {});
  const [many, setMany] = useState<Texts>(object?.label?.many ?? {});
  const [description, setDescription] = useState<Texts>(object?.description ?? {});
  const [icon, setIcon] = useState(object?.icon ?? "box");
  const [placed, setPlaced] = useState(object ? object.navigation !== null : true);
  const [owned, setOwned] = useState(true);
  const [numbered, setNumbered] = useState(false);
  const [prefix, setPrefix] = useState("");
  const [more, setMore] = useState(false);
  const saving = useMutation({
    mutationFn: () => {
      const said = {
        one,
        many,
        description: Object.keys(description).length > 0 ? description : null,
        icon,
        navigation: placed ? (object?.navigation ?? inTheMiddle) : null,
      };
      return object
        ? call(changeObject, { params: { object: object.name }, body: { ...said, version: object.version } })
        : call(makeObject, {
            body: { ...said, owned, ...(numbered && { numbered: prefix ? { prefix } : {} }) },
          });
    },
    onSuccess: async ({ name }) => {
      refresh();
      onClose();
      if (!object) await navigate({ to: `/settings/objects/${name}` });
    },
  });
  return (
    <FormDialog
      title={t(object ? "settings.objects.change" : "settings.objects.create")}
      act={t(object ? "settings.save" : "settings.objects.make")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      problem={otherProblem(saving.error, ["one", "many"])}
    >
      <TextsInput
        label={t("settings.objects.one")}
        description={t("settings.objects.one_text")}
        value={one}
        onChange={setOne}
        required
        autoFocus
        error={fieldProblem(saving.error, "one")}
      />
      <TextsInput
        label={t("settings.objects.many")}
        description={t("settings.objects.many_text")}
        value={many}
        onChange={setMany}
        required
        error={fieldProblem(saving.error, "many")}
      />
      <Group align="flex-end" gap="lg">
        <IconPicker value={icon} onChange={setIcon} />
        <Switch
          className={styles.besideIcon}
          label={t("settings.objects.in_navigation")}
          checked={placed}
          onChange={(event) => setPlaced(event.currentTarget.checked)}
        />
      </Group>
      <UnstyledButton className={styles.others} aria-expanded={more} onClick={() => setMore(!more)}>
        {t("settings.objects.more")}
      </UnstyledButton>
      <Collapse expanded={more}>
        <Stack gap="md">
          <TextsInput
            label={t("settings.objects.description")}
            value={description}
            onChange={setDescription}
            maxLength={500}
          />
          {!object && (
            <>
              <Checkbox
                label={t("settings.objects.owned")}
                description={t("settings.objects.owned_text")}
                checked={owned}
                onChange={(event) => setOwned(event.currentTarget.checked)}
              />
              <Checkbox
                label={t("settings.objects.numbered")}
                description={t("settings.objects.numbered_text")}
                checked={numbered}
                onChange={(event) => setNumbered(event.currentTarget.checked)}
              />
              {numbered && (
                <TextInput
                  label={t("settings.objects.prefix")}
                  maxLength={20}
                  value={prefix}
                  onChange={(event) => setPrefix(event.currentTarget.value)}
                />
              )}
            </>
          )}
        </Stack>
      </Collapse>
    </FormDialog>
  );
}
