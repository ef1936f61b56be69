import { SettingsScreen } from "#platform/web";
import { useT } from "#web/texts.ts";
import { ConnectionsSection } from "./connections-section.tsx";
import { FeedsSection } from "./feeds-section.tsx";
import { ProgramsSection } from "./programs-section.tsx";

/** One's own calendars and contacts elsewhere: in programs, under addresses to subscribe to, in other calendars. */
export default function CalendarsScreen() {
  const t = useT();
  return (
    <SettingsScreen title={t("settings.calendars.title")}>
      <ProgramsSection />
      <FeedsSection />
      <ConnectionsSection />
    </SettingsScreen>
  );
}
