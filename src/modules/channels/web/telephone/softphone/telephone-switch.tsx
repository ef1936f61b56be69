import { Switch } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { useTelephone } from "../use-telephone.ts";
import { keepOn } from "./kept-on.ts";
import { switchOff, switchOn } from "./phone.ts";
import { usePhone } from "./phone-state.ts";
import styles from "./softphone.module.css";

/** Switches the telephone in this browser on and off, for who has a line that is answered so. */
export function TelephoneSwitch() {
  const t = useT();
  const telephone = useTelephone();
  const { power } = usePhone();
  if (!telephone?.lines.some(({ softphone }) => softphone)) return null;
  const isOff = power === "off";
  // Who answers can do nothing about a telephone that is not set up; settings say what is missing.
  if (isOff && !telephone.on) return null;
  const turn = (on: boolean) => {
    keepOn(on);
    if (on) void switchOn(telephone.name);
    else switchOff();
  };
  return (
    <div className={styles.switch}>
      <Switch
        size="xs"
        label={t("channels.softphone.title")}
        checked={!isOff}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      <span className={styles.quiet} role="status">
        {t(`channels.softphone.power.${power}`)}
      </span>
    </div>
  );
}
