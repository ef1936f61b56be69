import { Button, CloseButton, Popover, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  applyImportTemplate,
  type ImportDetails,
  type Mapping,
  mapImport,
  removeImportTemplate,
  saveImportTemplate,
} from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { importQuery, templatesQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { mappingToSave } from "./mapping-to-save.ts";

interface TemplateChoiceProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping | null;
}

/** How the file is mapped, taken from a template or kept as one. */
export function TemplateChoice({ details, mapping }: TemplateChoiceProps) {
  const t = useT();
  const client = useQueryClient();
  const { data: templates = [] } = useQuery(templatesQuery);
  const taken = async (anew: ImportDetails) => {
    client.setQueryData(importQuery(details.id).queryKey, anew);
    await client.invalidateQueries({ queryKey: ["imports", "list"] });
  };
  const apply = useMutation({
    mutationFn: (template: string) =>
      call(applyImportTemplate, { params: { id: details.id }, body: { template } }),
    onSuccess: taken,
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(removeImportTemplate, { params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      await client.invalidateQueries({ queryKey: importQuery(details.id).queryKey });
    },
    onError: notifyProblem,
  });
  const used = templates.find(({ id }) => id === details.template);
  return (
    <div className={styles.template}>
      {templates.length > 0 && (
        <Select
          aria-label={t("exchange.templates.title")}
          placeholder={t("exchange.templates.choose")}
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={used?.id ?? null}
          searchable
          onChange={(template) => template && apply.mutate(template)}
        />
      )}
      {used && (
        <CloseButton
          aria-label={t("exchange.templates.remove", { name: used.name })}
          title={t("exchange.templates.remove", { name: used.name })}
          onClick={() => remove.mutate(used.id)}
        />
      )}
      {mapping && <SaveTemplate details={details} mapping={mapping} name={used?.name ?? ""} />}
    </div>
  );
}

interface SaveTemplateProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping;
  readonly name: string;
}

function SaveTemplate({ details, mapping, name: usual }: SaveTemplateProps) {
  const t = useT();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(usual);
  const save = useMutation({
    mutationFn: async () => {
      await call(mapImport, { params: { id: details.id }, body: mappingToSave(mapping) });
      return call(saveImportTemplate, { body: { import: details.id, name } });
    },
    onSuccess: async () => {
      setOpen(false);
      await client.invalidateQueries({ queryKey: templatesQuery.queryKey });
      await client.invalidateQueries({ queryKey: importQuery(details.id).queryKey });
    },
    onError: notifyProblem,
  });
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus position="bottom-start" width={280}>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            setName(usual);
            setOpen(true);
          }}
        >
          {t("exchange.templates.save")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.templateForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) save.mutate();
          }}
        >
          <TextInput
            label={t("exchange.templates.name")}
            description={t("exchange.templates.text")}
            value={name}
            maxLength={120}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={!name.trim()} loading={save.isPending}>
            {t("exchange.templates.keep")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
