import { Button, Checkbox, Stack } from "@mantine/core";
import { Drawer } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { FieldLimits } from "./field-limits.tsx";
import { type GrantProps, useGrantable, useGrantTitle } from "./grant-row.tsx";
import { flags, verbs } from "./verbs.ts";
import { ReachSelect } from "./reach-select.tsx";
import styles from "./roles.module.css";

interface GrantDrawerProps extends GrantProps {
  readonly onClose: () => void;
}

/** All that a role grants on one kind of record: how far it reaches, what else it may, and each field. */
export function GrantDrawer({ object, grant, named, onChange, onClose }: GrantDrawerProps) {
  const t = useT();
  const { can, isOn } = useGrantable(object, grant);
  return (
    <Drawer opened onClose={onClose} position="right" size={440} title={useGrantTitle()(object)}>
      <Stack gap="lg">
        <div className={styles.choices}>
          {verbs.filter(can).map((verb) => (
            <div key={verb} className={styles.choice}>
              <span>{t(`settings.roles.verbs.${verb}`)}</span>
              <ReachSelect
                label={t(`settings.roles.verbs.${verb}`)}
                value={grant[verb]}
                onChange={(value) => onChange({ ...grant, [verb]: value })}
              />
            </div>
          ))}
          {flags.filter(can).map((flag) => (
            <Checkbox
              key={flag}
              label={t(`settings.roles.about_verbs.${flag}`)}
              disabled={!isOn(flag)}
              checked={grant[flag] && isOn(flag)}
              onChange={(event) => onChange({ ...grant, [flag]: event.currentTarget.checked })}
            />
          ))}
        </div>
        {object && named && (
          <Button variant="default" onClick={() => onChange(null)} style={{ alignSelf: "flex-start" }}>
            {t("settings.roles.as_others")}
          </Button>
        )}
        {object && grant.read !== "none" && <FieldLimits object={object} grant={grant} onChange={onChange} />}
      </Stack>
    </Drawer>
  );
}
