import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { mergeSlots, RecordSlotsContext } from "#records/web";
import { SettingsPagesContext } from "#web/settings-page.ts";
import { useLocale, useT } from "#web/texts.ts";
import { useMemo } from "react";
import { cssVariables, theme } from "#web/theme.ts";
import styles from "./app.module.css";
import { colorSchemeKeeper } from "./frame/preferences.ts";
import { modules } from "./modules.ts";
import { queryClient } from "./queries.ts";
import { router } from "./router.tsx";
import { settingsPages } from "./screens.ts";

const slots = mergeSlots(modules.map((one) => one.recordSlots ?? {}));

export function App() {
  const locale = useLocale();
  const t = useT();
  const labelled = useMemo(() => {
    const label = { "aria-label": t("shell.close") };
    return mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: label } } });
  }, [t]);
  return (
    <MantineProvider
      theme={labelled}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeKeeper}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          <RecordSlotsContext value={slots}>
            <SettingsPagesContext value={settingsPages}>
              <RouterProvider router={router} />
            </SettingsPagesContext>
          </RecordSlotsContext>
        </QueryClientProvider>
      </DatesProvider>
      <Notifications position="bottom-center" limit={3} containerWidth={400} className={styles.notes} />
    </MantineProvider>
  );
}
