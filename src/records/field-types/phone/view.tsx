import { useEffect, useState } from "react";
import { useOptionalSession } from "#web/session.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OutwardLink } from "../../web/input/outward-link.tsx";
import { TextField } from "../../web/input/text-field.tsx";

type Phones = typeof import("libphonenumber-js/min");

// Numbering plans of the world are large: read once, when the first number is shown.
let phones: Phones | undefined;
let reading: Promise<Phones> | undefined;

export function Show({ value }: ShowProps) {
  const country = useOptionalSession()?.organisation.country;
  const known = usePhones();
  const text = String(value);
  const parsed = known?.parsePhoneNumberFromString(
    text,
    country as Parameters<Phones["parsePhoneNumberFromString"]>[1],
  );
  const shown = parsed
    ? parsed.country === country
      ? parsed.formatNational()
      : parsed.formatInternational()
    : text;
  return (
    <OutwardLink href={parsed?.getURI() ?? `tel:${text.replace(/[^\d+*#,;]/g, "")}`}>{shown}</OutwardLink>
  );
}

export function Edit(props: EditProps) {
  const { value, typed, onChange } = props;
  return (
    <TextField
      {...props}
      type="tel"
      inputMode="tel"
      text={String(value ?? typed ?? "")}
      onText={(text) => onChange(text.trim() || null)}
    />
  );
}

function usePhones(): Phones | undefined {
  const [known, setKnown] = useState(phones);
  useEffect(() => {
    if (known) return;
    let gone = false;
    reading ??= import("libphonenumber-js/min");
    void reading.then((read) => {
      phones = read;
      if (!gone) setKnown(read);
    });
    return () => {
      gone = true;
    };
  }, [known]);
  return known;
}
