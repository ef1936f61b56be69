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
        disabled={isOff && !telephone.on}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      <span className={styles.quiet} role="status">
        {t(`channels.softphone.power.${isOff && !telephone.on ? "not_running" : power}`)}
      </span>
    </div>
  );
}
