import { useMemo } from "react";
import { useLocale } from "#web/texts.ts";
import { useFieldTitle, useMetadata } from "../metadata.ts";

// Beside its words a head has its menu, the mark of the order and some room.
const besides = 58;
const atMost = 240;

/** Pixels that the head of a column needs to be read whole in the reader's language. */
export function useHeadWidth(object: string): (field: string) => number {
  const title = useFieldTitle();
  const locale = useLocale();
  const { objects } = useMetadata();
  // The same as long as the titles are: rows are drawn anew with their columns.
  return useMemo(
    () => (field: string) => Math.min(atMost, Math.ceil(widthOf(title(object, field))) + besides),
    [object, locale, objects],
  );
}

const measured = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

function widthOf(text: string): number {
  const known = measured.get(text);
  if (known !== undefined) return known;
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return 0;
  pen.font = `500 12px ${getComputedStyle(document.body).fontFamily}`;
  const { width } = pen.measureText(text);
  measured.set(text, width);
  return width;
}
