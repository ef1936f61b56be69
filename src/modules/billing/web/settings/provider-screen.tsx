import { useQuery } from "@tanstack/react-query";
import { SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { useT } from "#web/texts.ts";
import { Keys } from "./keys.tsx";
import { Notices } from "./notices.tsx";
import { providerQuery } from "./provider-query.ts";

/** The service by which customers pay online: its keys, whether they are taken, and where it tells what was paid. */
export default function ProviderScreen() {
  const t = useT();
  const { data } = useQuery(providerQuery);
  return (
    <SettingsScreen title={t("settings.online_payments.title")}>
      {data ? (
        <>
          <Notices provider={data} />
          <Keys key={`${data.enabled} ${data.has_secret_key} ${data.has_notice_secret}`} provider={data} />
        </>
      ) : (
        <Waiting rows={6} />
      )}
    </SettingsScreen>
  );
}
