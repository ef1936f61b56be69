import { Button } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { type RecordSlotProps, usePlural } from "#records/web";

/** Opens the document as a PDF: the confirmation of an order, the note of a delivery. */
export function DocumentPdf({ object, record }: RecordSlotProps) {
  const plural = usePlural(object);
  if (!plural || record.archived_at || record.kind === "return") return null;
  return (
    <Button
      component="a"
      href={`/api/${plural}/${record.id}/document`}
      target="_blank"
      rel="noreferrer"
      size="xs"
      variant="default"
      leftSection={<IconFileTypePdf size={14} stroke={1.5} />}
    >
      PDF
    </Button>
  );
}
