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
  const words = wordsOf(letter.locale).mail[letter.kind];
  await postMessage(settings, {
    to: [{ name: letter.values["name"] ?? "", address: letter.to }],
    subject: said(words.subject, letter),
    text: said(words.text, letter),
  });
}

/** A message in words that a module chose itself. */
export interface Message {
  /** Of its own: what is sent again after a kill is told by it. */
  readonly id?: string;
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly replyTo?: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
}

/**
 * Sends a message as `postLetter` does; nothing happens without a mail server. Answers which of several recipients the
 * server did not take.
 */
export async function postMessage(
  settings: RuntimeSettings,
  message: Message,
): Promise<{ readonly refused: readonly string[] }> {
  if (!settings.smtpUrl) return { refused: [] };
  const transport = createTransport(settings.smtpUrl, {
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { id, to, attachments = [], ...rest } = message;
    const { rejected } = await transport.sendMail({
      from: settings.mailFrom,
      ...rest,
      ...(id && { messageId: `<${id}@${new URL(settings.baseUrl).hostname}>` }),
      to: [...to],
      attachments: [...attachments],
    });
    return { refused: rejected };
  } finally {
    transport.close();
  }
}

function said(text: string, { locale, values }: Letter): string {
  return String(new IntlMessageFormat(text, locale).format(values));
}
