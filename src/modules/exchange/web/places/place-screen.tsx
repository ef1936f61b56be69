import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useId } from "react";
import { changePlace, type Place, type PlaceDefinition, removePlace } from "#exchange/contract";
import { Section, SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { draftOf } from "./place-draft.ts";
import { PlaceForm } from "./place-form.tsx";
import { placeQuery, useRefreshPlaces } from "./place-queries.ts";
import { Trial } from "./trial.tsx";

export default function PlaceScreen() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const { data: place, isError } = useQuery(placeQuery(id));
  if (place) return <Shown place={place} />;
  return <SettingsScreen title={t("places.title")}>{isError && t("shell.not_found.text")}</SettingsScreen>;
}

/** A place: whether it can be reached, where it is, and away with it. */
function Shown({ place }: { readonly place: Place }) {
  const t = useT();
  const form = useId();
  const navigate = useNavigate();
  const refresh = useRefreshPlaces();
  const { id, version } = place;
  const saving = useMutation({
    mutationFn: (body: PlaceDefinition) => call(changePlace, { params: { id }, body: { ...body, version } }),
    onSuccess: async () => {
      notifyDone(t("places.saved"));
      await refresh();
    },
  });
  const removing = useMutation({
    mutationFn: () => call(removePlace, { params: { id } }),
    onSuccess: async () => {
      await navigate({ to: "/settings/places" });
      await refresh();
    },
    onError: notifyProblem,
  });
  return (
    <SettingsScreen
      title={place.name}
      actions={
        <Button type="submit" form={form} loading={saving.isPending}>
          {t("places.save")}
        </Button>
      }
    >
      <Trial place={place} />
      <PlaceForm
        key={version}
        id={form}
        initial={draftOf(place)}
        isKnown
        error={saving.error}
        onSave={(definition) => saving.mutate(definition)}
      />
      <Section title={t("places.remove")} text={t("places.remove_text")}>
        <Button
          variant="default"
          color="red"
          disabled={place.schedules > 0}
          loading={removing.isPending}
          onClick={() => removing.mutate()}
        >
          {t("places.remove")}
        </Button>
      </Section>
    </SettingsScreen>
  );
}
