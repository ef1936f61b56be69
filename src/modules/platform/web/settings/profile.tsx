import { useT } from "#web/texts.ts";
import { useMe } from "./me.ts";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { SecondFactorSection } from "./second-factor-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { SettingsScreen } from "./settings-screen.tsx";

export default function Profile() {
  const t = useT();
  const me = useMe();
  return (
    <SettingsScreen title={t("settings.profile.title")}>
      {me && (
        <>
          <ProfileSection me={me} />
          <PasswordSection email={me.user.email} />
          <SecondFactorSection enabled={me.user.secondFactor} />
          <SessionsSection />
        </>
      )}
    </SettingsScreen>
  );
}
