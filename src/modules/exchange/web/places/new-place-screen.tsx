import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { createPlace, type PlaceDefinition } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { draftOf } from "./place-draft.ts";
import { PlaceForm } from "./place-form.tsx";
import { useRefreshPlaces } from "./place-queries.ts";

/** Makes a place; then it is tried. */
export default function NewPlaceScreen() {
  const t = useT();
  const form = useId();
  const navigate = useNavigate();
  const refresh = useRefreshPlaces();
  const creating = useMutation({
    mutationFn: (body: PlaceDefinition) => call(createPlace, { body }),
    onSuccess: async ({ id }) => {
      await refresh();
      await navigate({ to: `/settings/places/${id}` });
    },
  });
  return (
    <SettingsScreen
      title={t("places.new")}
      actions={
        <Button type="submit" form={form} loading={creating.isPending}>
          {t("places.save")}
        </Button>
      }
    >
      <PlaceForm
        id={form}
        initial={draftOf(undefined)}
        isKnown={false}
        error={creating.error}
        onSave={(definition) => creating.mutate(definition)}
      />
    </SettingsScreen>
  );
}
