import { Anchor, Select, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { fieldProblem } from "#platform/web";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { ScheduleFieldsProps } from "./schedule-form.tsx";

/** One of the places there are; where there is none, the way to make one. */
export function PlaceSelect({ draft, places, error, onChange }: ScheduleFieldsProps) {
  const t = useT();
  const mayMake = useCan("places:manage");
  if (places.length > 0)
    return (
      <Select
        label={t("schedules.place")}
        data={places.map(({ id, title }) => ({ value: id, label: title }))}
        value={draft.place}
        error={fieldProblem(error, "place") && t("schedules.choose")}
        onChange={(place) => onChange({ place })}
      />
    );
  return (
    <Text size="sm">
      {t("schedules.no_places")}{" "}
      {mayMake && (
        <Anchor component={Link} to="/settings/places/new" size="sm">
          {t("places.new")}
        </Anchor>
      )}
    </Text>
  );
}
