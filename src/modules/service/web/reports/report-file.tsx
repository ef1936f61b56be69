import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";

interface ReportFileProps {
  readonly name: string;
  /** Its lines, heads first. */
  readonly lines: () => readonly (readonly (string | number | null)[])[];
}

/** Takes what is shown along, as a file that every spreadsheet opens. */
export function ReportFile({ name, lines }: ReportFileProps) {
  const t = useT();
  function take(): void {
    // The mark at its begin tells Excel that it is UTF-8.
    const text = `\uFEFF${lines()
      .map((line) => line.map(cellOf).join(","))
      .join("\r\n")}\r\n`;
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: `${name}.csv` });
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} stroke={1.5} aria-hidden />}
      onClick={take}
    >
      {t("service.reports.export")}
    </Button>
  );
}

/** A spreadsheet takes a text that begins like a formula for one: an apostrophe keeps it a text. */
function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
