import { Outlet } from "@tanstack/react-router";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ViewAsBanner } from "#platform/web";
import { useMetadata } from "#records/web";
import { RecordAddressProvider } from "#web/record-address.ts";
import { SessionProvider } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { sessionQuery } from "../queries.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { useFocusKept } from "./focus-kept.ts";
import styles from "./frame.module.css";
import { useLiveQueries } from "./live-queries.ts";
import { Navigation } from "./navigation.tsx";
import { Overlays } from "./overlays.tsx";
import { useNavigationFolded } from "./preferences.ts";
import { TrayCorner } from "./tray-corner.tsx";

/** What every screen behind sign-in stands in. */
export function Frame() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  return (
    <SessionProvider session={session}>
      <Addresses>
        <Overlays>
          <House />
        </Overlays>
      </Addresses>
    </SessionProvider>
  );
}

function House() {
  const t = useT();
  const folded = useNavigationFolded();
  useLiveQueries();
  useFocusKept();
  return (
    <div className={styles.frame} data-folded={folded}>
      <a href="#main" className={styles.skip}>
        {t("shell.skip")}
      </a>
      <Navigation folded={folded} />
      <div className={styles.work}>
        <ViewAsBanner />
        <ConnectionBanner />
        <main id="main" tabIndex={-1} className={styles.main} data-scroll-restoration-id="main">
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <TrayCorner />
    </div>
  );
}

function Addresses({ children }: { children: React.ReactNode }) {
  const { objects } = useMetadata();
  const addresses = useMemo(
    () => ({
      pathOf: (object: string, id: string) => {
        const known = objects[object];
        return known && known.grant.read !== "none" ? `/${known.plural}/${id}` : undefined;
      },
    }),
    [objects],
  );
  return <RecordAddressProvider value={addresses}>{children}</RecordAddressProvider>;
}
