import { useLocale } from "#web/texts.ts";

/** 12 kB, 3.4 MB, as the language writes it. */
export function useFileSize(): (bytes: number) => string {
  const locale = useLocale();
  return (bytes) => {
    const large = bytes >= 1_000_000;
    return new Intl.NumberFormat(locale, {
      style: "unit",
      unit: large ? "megabyte" : "kilobyte",
      maximumFractionDigits: large ? 1 : 0,
    }).format(large ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
  };
}
