import { longDay } from "#trade";
import type { Locale } from "#kernel/locale";

const asked: Readonly<Record<Locale, (name: string, ends: string) => string>> = {
  en: (name, ends) => `Renew or give notice: ${name} ends on ${ends}`,
  es: (name, ends) => `Renovar o denunciar: ${name} termina el ${ends}`,
  ru: (name, ends) => `Продлить или расторгнуть: «${name}» действует до ${ends}`,
  bg: (name, ends) => `Подновяване или прекратяване: „${name}“ изтича на ${ends}`,
};

/** What the task says by which somebody is asked to decide, in their own language. */
export function noticeWord({
  language,
  name,
  endsOn,
}: {
  readonly language: string;
  readonly name: string;
  readonly endsOn: string;
}): string {
  return asked[language as Locale](name, longDay(endsOn, language as Locale));
}
