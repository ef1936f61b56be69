import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Place } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import styles from "../webhooks/webhooks.module.css";
import { placesQuery } from "./place-queries.ts";
import { whereText } from "./where-text.ts";

/** The places to which files go and from which they come. */
export default function PlacesScreen() {
  const t = useT();
  const { data } = useQuery(placesQuery);
  const make = (
    <Button
      component={Link}
      to="/settings/places/new"
      leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
    >
      {t("places.new")}
    </Button>
  );
  return (
    <SettingsScreen wide title={t("places.title")} actions={data?.data.length ? make : undefined}>
      {data?.data.length === 0 && (
        <EmptyState icon="cloud-share" title={t("places.none")} text={t("places.none_text")} action={make} />
      )}
      {data && data.data.length > 0 && (
        <>
          <p className={styles.text}>{t("places.text")}</p>
          <ul className={styles.list}>
            {data.data.map((place) => (
              <PlaceLine key={place.id} place={place} />
            ))}
          </ul>
        </>
      )}
    </SettingsScreen>
  );
}

function PlaceLine({ place }: { readonly place: Place }) {
  const t = useT();
  const [Icon, tone] = place.trouble ? [IconAlertTriangle, "bad"] : [IconCircleCheck, "well"];
  return (
    <li>
      <Link to={`/settings/places/${place.id}`} className={styles.line}>
        <span className={styles.names}>
          <strong>{place.name}</strong>
          <span className={styles.quiet}>{whereText(place.where)}</span>
        </span>
        <span className={styles.quiet}>{t("places.used", { count: place.schedules })}</span>
        {place.tried_at ? (
          <span className={styles.state} data-tone={tone}>
            <Icon size={16} stroke={1.5} aria-hidden />
            {t(place.trouble ? "places.trouble" : "places.well")}
          </span>
        ) : (
          <span className={styles.quiet}>{t("places.untried")}</span>
        )}
      </Link>
    </li>
  );
}
