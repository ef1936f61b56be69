import { Button, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useT } from "#web/texts.ts";
import type { Organisation } from "../../contract/organisation.ts";
import { OrganisationFields } from "../organisation-fields.tsx";

interface OrganisationStepProps {
  readonly value: Omit<Organisation, "locale">;
  readonly onChange: (value: Omit<Organisation, "locale">) => void;
  readonly onNext: () => void;
}

export function OrganisationStep({ value, onChange, onNext }: OrganisationStepProps) {
  const t = useT();
  const complete = Boolean(value.name.trim() && value.country && value.currency && value.timeZone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) onNext();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <OrganisationFields value={value} onChange={onChange} autoFocus />
        <Button type="submit" size="md" disabled={!complete}>
          {t("setup.next")}
        </Button>
      </Stack>
    </form>
  );
}
