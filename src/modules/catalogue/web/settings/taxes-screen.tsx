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
  const called = ({ country }: RecordData) => nameOf.of(String(country)) ?? String(country);
  const others = rows
    .filter(({ country }) => country !== own)
    .toSorted((one, other) => called(one).localeCompare(called(other), locale) || byClass(one, other));
  const changeable = grant.change !== "none";
  return (
    <SettingsScreen
      wide
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
      {rows.length > 0 && (
        <>
          <Section title={nameOf.of(own) ?? own}>
            <Rates
              rates={rows.filter(({ country }) => country === own).toSorted(byClass)}
              changeable={changeable}
            />
          </Section>
          <Section title={t("catalogue.taxes.elsewhere")}>
            <Rates rates={others} called={called} changeable={changeable} />
          </Section>
        </>
      )}
    </SettingsScreen>
  );
}

interface RatesProps {
  readonly rates: readonly RecordData[];
  readonly changeable: boolean;
  /** The name of a rate's country, where they are of several. */
  readonly called?: (rate: RecordData) => string;
}

function Rates({ rates, changeable, called }: RatesProps) {
  const title = useFieldTitle();
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {called && <th scope="col">{title("tax_rate", "country")}</th>}
            <th scope="col">{title("tax_rate", "tax_class")}</th>
            <th scope="col" data-number>
              {title("tax_rate", "rate")}
            </th>
            <th scope="col">{title("tax_rate", "valid_from")}</th>
            <th scope="col">{title("tax_rate", "valid_until")}</th>
            {changeable && <td />}
          </tr>
        </thead>
        <tbody>
          {rates.map((rate, at) => (
            <Rate
              key={rate.id}
              rate={rate}
              changeable={changeable}
              {...(called && { country: rate.country === rates[at - 1]?.country ? "" : called(rate) })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The usual ones first, of a class the present rate last; those that the organisation added at the end.
function byClass(one: RecordData, other: RecordData): number {
  const place = ({ tax_class: key }: RecordData) => (taxClasses as readonly unknown[]).indexOf(key) + 1 || 99;
  return place(one) - place(other) || String(one.valid_from).localeCompare(String(other.valid_from));
}

interface RateProps {
  readonly rate: RecordData;
  readonly changeable: boolean;
  /** Said once for all the rates of a country that follow one another. */
  readonly country?: string;
}

function Rate({ rate, changeable, country }: RateProps) {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  const archive = useArchive("tax_rate");
  const className = option("tax_rate", "tax_class", String(rate.tax_class));
  const name = `${String(rate.country)} ${className}`;
  const ended = typeof rate.valid_until === "string";
  return (
    <tr className={ended ? styles.dim : undefined}>
      {country !== undefined && <td>{country}</td>}
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
