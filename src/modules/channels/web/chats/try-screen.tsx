import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Section, SettingsScreen } from "#platform/web";
import { useLocale, useT } from "#web/texts.ts";

/** The chat as visitors of a web page see it, by the same script. */
export default function TryScreen() {
  const t = useT();
  const locale = useLocale();
  const { account = "" } = useParams({ strict: false }) as { account?: string };
  useEffect(() => {
    const script = document.createElement("script");
    script.src = "/chat/widget.js";
    script.dataset["account"] = account;
    script.dataset["language"] = locale;
    document.head.append(script);
    return () => {
      script.remove();
      for (const chat of document.querySelectorAll("[data-rapport-chat]")) chat.remove();
    };
  }, [account, locale]);
  return (
    <SettingsScreen title={t("settings.chats.title")} reads>
      <Section title={t("chats.try_title")} text={t("chats.try_text")}>
        {null}
      </Section>
    </SettingsScreen>
  );
}
