import { Button } from "@mantine/core";
import { taxClasses } from "#catalogue/contract";
import { Section, SettingsScreen } from "#platform/web";
import type { RecordData } from "#records/contract";
import {
  askToCreate,
  useArchive,
  useFieldTitle,
  useObject,
  useOptionTitle,
  useRecords,
  Waiting,
} from "#records/web";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { LinkChip } from "#web/link-chip.tsx";
import { useSession } from "#web/session.ts";
import { useLocale, useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";

/** Which tax is charged where, from when on. */
export default function TaxesScreen() {
  const t = useT();
  const locale = useLocale();
  const { grant } = useObject("tax_rate");
  const { rows, isPending } = useRecords("tax_rate", { sort: "country,tax_class,valid_from", limit: 200 });
  const nameOf = new Intl.DisplayNames([locale], { type: "region" });
  const own = useSession().organisation.country;
  // One's own country first, the others by their names.
  const countries = [...Map.groupBy(rows, ({ country }) => String(country))].toSorted(
    ([one], [other]) =>
      Number(other === own) - Number(one === own) ||
      (nameOf.of(one) ?? one).localeCompare(nameOf.of(other) ?? other, locale),
  );
  return (
    <SettingsScreen
      title={t("settings.taxes.title")}
      actions={
        grant.create && (
          <Button size="xs" onClick={() => void askToCreate("tax_rate", {}, { once: true })}>
            {t("catalogue.taxes.new")}
          </Button>
        )
      }
    >
      <p className={styles.intro}>{t("catalogue.taxes.text")}</p>
      {isPending && <Waiting rows={6} />}
      {countries.map(([country, rates]) => (
        <Section key={country} title={nameOf.of(country) ?? country}>
          <div className={styles.scroll}>
            <Rates rates={rates} changeable={grant.change !== "none"} />
          </div>
        </Section>
      ))}
    </SettingsScreen>
  );
}

function Rates({
  rates,
  changeable,
}: {
  readonly rates: readonly RecordData[];
  readonly changeable: boolean;
}) {
  const title = useFieldTitle();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{title("tax_rate", "tax_class")}</th>
          <th scope="col" data-number>
            {title("tax_rate", "rate")}
          </th>
          <th scope="col">{title("tax_rate", "valid_from")}</th>
          <th scope="col">{title("tax_rate", "valid_until")}</th>
          {changeable && <th />}
        </tr>
      </thead>
      <tbody>
        {rates.toSorted(byClass).map((rate) => (
          <Rate key={rate.id} rate={rate} changeable={changeable} />
        ))}
      </tbody>
    </table>
  );
}

// The usual ones first, of a class the present rate last; those that the organisation added at the end.
function byClass(one: RecordData, other: RecordData): number {
  const place = ({ tax_class: key }: RecordData) => (taxClasses as readonly unknown[]).indexOf(key) + 1 || 99;
  return place(one) - place(other) || String(one.valid_from).localeCompare(String(other.valid_from));
}

function Rate({ rate, changeable }: { readonly rate: RecordData; readonly changeable: boolean }) {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  const archive = useArchive("tax_rate");
  const className = option("tax_rate", "tax_class", String(rate.tax_class));
  const name = `${String(rate.country)} ${className}`;
  const ended = typeof rate.valid_until === "string";
  return (
    <tr className={ended ? styles.dim : undefined}>
      <td data-wide>
        <LinkChip value={{ id: rate.id, title: className }} object="tax_rate" />
      </td>
      <td data-number>{format.decimal(String(rate.rate))}</td>
      <td>{format.date(String(rate.valid_from))}</td>
      <td>{ended ? format.date(String(rate.valid_until)) : ""}</td>
      {changeable && (
        <td data-act>
          <RemoveButton label={t("catalogue.remove", { name })} onClick={() => void archive([rate])} />
        </td>
      )}
    </tr>
  );
}
