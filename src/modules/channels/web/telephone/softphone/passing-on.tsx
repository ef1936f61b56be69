import { Select } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { useTelephone } from "../use-telephone.ts";
import { passOn } from "./phone.ts";

/** To whom the call goes on: it rings there at once, without a word before. */
export function PassingOn() {
  const t = useT();
  const colleagues = useTelephone()?.colleagues ?? [];
  return (
    <Select
      aria-label={t("channels.softphone.pass_on")}
      placeholder={t("channels.softphone.to_whom")}
      nothingFoundMessage={t("channels.softphone.nobody")}
      searchable
      autoFocus
      data={colleagues.map(({ name, title }) => ({ value: name, label: title }))}
      value={null}
      onChange={(name) => name && passOn(name)}
    />
  );
}
