import { IntlMessageFormat } from "intl-messageformat";
import { createTransport } from "nodemailer";
import type { Locale } from "#kernel/locale";
import type { RuntimeSettings } from "#records";
import { wordsOf } from "../words.ts";

export interface Letter {
  readonly to: string;
  readonly locale: Locale;
  /** Which of the texts under `mail` it says. */
  readonly kind: "invitation" | "password_reset";
  readonly values: Readonly<Record<string, string>>;
}

/** Sends a letter by the mail server of the settings. Throws when the server does not take it: the job tries again. */
export async function postLetter(settings: RuntimeSettings, letter: Letter): Promise<void> {
  if (!settings.smtpUrl) return;
  const words = wordsOf(letter.locale).mail[letter.kind];
  const transport = createTransport(settings.smtpUrl, {
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: settings.mailFrom,
      to: { name: letter.values["name"] ?? "", address: letter.to },
      subject: said(words.subject, letter),
      text: said(words.text, letter),
    });
  } finally {
    transport.close();
  }
}

function said(text: string, { locale, values }: Letter): string {
  return String(new IntlMessageFormat(text, locale).format(values));
}
