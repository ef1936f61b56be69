import { useState } from "react";
import { PageBar } from "#web/page-bar.tsx";
import { RecordAddressProvider, useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { RecordPanel } from "../page/record-panel.tsx";
import { useCalendarSources } from "../page/slots.ts";
import styles from "./calendar.module.css";
import { CalendarView } from "./calendar-view.tsx";

/** The combined calendar: tasks, meetings, closing dates and whatever else a module puts there. */
export default function CalendarScreen() {
  const t = useT();
  const sources = useCalendarSources();
  const { pathOf } = useRecordAddresses();
  const [opened, setOpened] = useState<{ readonly object: string; readonly id: string } | null>(null);
  const open = (object: string, id: string) => setOpened({ object, id });
  return (
    <RecordAddressProvider value={{ pathOf, open }}>
      <div className={styles.screen}>
        <PageBar title={t("calendar.title")} />
        <div className={styles.beside}>
          <CalendarView sources={sources} onOpen={open} />
          {opened && <RecordPanel key={opened.object} {...opened} onClose={() => setOpened(null)} />}
        </div>
      </div>
    </RecordAddressProvider>
  );
}
