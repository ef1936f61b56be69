/**
 * A number as a cell of a text file, with a point before the fraction. What a column of whole numbers could be taken for
 * (1.125, which is 1,125 elsewhere) gets a digit more, so that it can be read in one way only.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "";
  // Programs keep fifteen digits: what comes behind them is the rest of a fraction of two.
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded).includes("e")
    ? rounded.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 })
    : String(rounded);
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
}

/** A share of one as people read it: `0.25` → `25 %`. */
export const percentText = (share: number): string => `${numberText(share * 100)} %`;
