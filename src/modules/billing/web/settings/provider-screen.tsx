import { useQuery } from "@tanstack/react-query";
import { readPaymentProvider } from "#billing/contract";
import { SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { Keys } from "./keys.tsx";
import { Notices } from "./notices.tsx";

export const providerQuery = {
  queryKey: ["billing", "provider"],
  queryFn: () => call(readPaymentProvider),
};

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
