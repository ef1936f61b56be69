import { moveStock } from "#catalogue";
import { AppError } from "#kernel/error";
import { businessDay, create, createMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { carriedLinks } from "../documents/carried-links.ts";
import type { DocumentInHand } from "../documents/document-in-hand.ts";
import { nextNumber } from "../numbering/next-number.ts";
import type { OrderLine } from "../orders/counting.ts";

export interface HandedLine {
  readonly line: OrderLine;
  readonly quantity: string;
}

interface Handing {
  readonly kind: "delivery" | "return";
  readonly lines: readonly HandedLine[];
  readonly delivered_on?: string | undefined;
  readonly warehouse?: string | undefined;
  /** Whether goods whose stock is kept are booked. */
  readonly books: boolean;
  /** What else the document says. */
  readonly said: Readonly<Record<string, unknown>>;
}

/** The lines of an order that are named, with how much of each. Throws `link_not_found`, `field_invalid` for one named twice. */
export function namedLines(
  lines: readonly OrderLine[],
  named: readonly { readonly order_line: string; readonly quantity: string }[],
): HandedLine[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const met = new Set<string>();
  return named.map(({ order_line: id, quantity }, at) => {
    const line = byId.get(id);
    if (!line) throw new AppError("link_not_found", { field: `lines.${at}.order_line` });
    if (met.has(id)) throw new AppError("field_invalid", { field: `lines.${at}.order_line` });
    met.add(id);
    return { line, quantity };
  });
}

/** Writes the document of what went one way or the other, with its number, and books the stock. */
export async function handOver(work: Work, order: DocumentInHand, handing: Handing): Promise<RecordData> {
  const { kind, lines } = handing;
  const number = await nextNumber(work, { series: kind, table: "deliveries" });
  const delivery = await create(
    work,
    "delivery",
    {
      ...handing.said,
      number,
      kind,
      order: order.id,
      customer: order.customer,
      delivered_on: dayOf(work, handing.delivered_on),
      ...(handing.books && handing.warehouse && { warehouse: handing.warehouse }),
    },
    { governed: true, carried: carriedLinks },
  );
  await createMany(
    work,
    "delivery_line",
    lines.map(({ line, quantity }, position) => ({
      delivery: delivery.id,
      order_line: line.id,
      position,
      product: line.product,
      description: line.description,
      quantity,
      unit: line.unit,
    })),
    { governed: true, carried: carriedLinks },
  );
  if (handing.books) await book(work, handing, number);
  return delivery;
}

async function book(work: Work, { kind, lines, warehouse }: Handing, reference: string): Promise<void> {
  await moveStock(
    work,
    lines.flatMap(({ line: { product }, quantity }) =>
      product
        ? [
            {
              product,
              warehouse: warehouse ?? null,
              quantity: kind === "delivery" ? `-${quantity}` : quantity,
              kind,
              reference,
            },
          ]
        : [],
    ),
  );
}

function dayOf(work: Work, told: string | undefined): string {
  const today = businessDay(work);
  if (told !== undefined && told > today) throw new AppError("field_invalid", { field: "delivered_on" });
  return told ?? today;
}
