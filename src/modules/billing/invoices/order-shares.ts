import Big from "big.js";
import { sql } from "kysely";
import { decimalsOf, shareOfLine } from "#catalogue/contract";
import { AppError } from "#kernel/error";
import type { Work } from "#records";

/** A line of an order with what is left of it to invoice, and what invoices say of it already. */
export interface OrderShare {
  readonly id: string;
  readonly product: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string | null;
  readonly price: string;
  readonly discount: string;
  readonly taxClass: string | null;
  readonly rate: string;
  readonly treatment: string | null;
  readonly net: string;
  readonly tax: string;
  readonly invoiced: string;
  readonly ordered: string;
  readonly delivered: string;
  readonly drafted: string;
  readonly netBefore: string;
  readonly taxBefore: string;
}

/**
 * The lines of an order. `ordered` and `delivered` are what of them may be on invoices in the end, without what was cancelled or came back;
 * `drafted` stands on drafts but `except`; `netBefore` and `taxBefore` are what issued invoices less credit notes come to.
 */
export async function orderShares(
  work: Work,
  order: string,
  except: string | null = null,
): Promise<OrderShare[]> {
  const { rows } = await sql<OrderShare>`
    select l.id, l.product_id as product, l.description, l.quantity::text, l.unit, l.price::text, l.discount::text,
      l.tax_class as "taxClass", l.tax_rate::text as rate, l.tax_treatment as treatment, l.net::text, l.tax::text,
      l.invoiced::text, (l.quantity - l.cancelled - l.returned)::text as ordered, (l.delivered - l.returned)::text as delivered,
      coalesce(i.drafted, 0)::text as drafted, coalesce(i.net, 0)::text as "netBefore", coalesce(i.tax, 0)::text as "taxBefore"
    from order_lines l
    left join lateral (
      select sum(n.quantity) filter (where v.state = 'draft' and v.kind = 'invoice') as drafted,
        sum(case v.kind when 'credit_note' then -n.net else n.net end) filter (where v.state <> 'draft') as net,
        sum(case v.kind when 'credit_note' then -n.tax else n.tax end) filter (where v.state <> 'draft') as tax
      from invoice_lines n join invoices v on v.id = n.invoice_id
      where n.order_line_id = l.id and n.archived_at is null and v.archived_at is null
        and v.id is distinct from ${except}::uuid
    ) i on true
    where l.order_id = ${order} and l.archived_at is null order by l.position, l.id`.execute(work.db);
  return rows;
}

/** How much of a line is left, by what was ordered or by what was delivered; what waits on drafts is not. */
export function leftOf(share: OrderShare, by: "ordered" | "delivered"): Big {
  const left = new Big(share[by]).minus(share.invoiced).minus(share.drafted);
  return left.gt(0) ? left : new Big(0);
}

/**
 * What a part of a line comes to: the difference between what it comes to up to there and what invoices say already, so
 * that all parts add up to the line to the cent, credit notes between them or not. Throws `quantity_above_left`: since a
 * draft was made something may have come back.
 */
export function sumsOfShare(
  share: OrderShare,
  part: string,
  currency: string,
): { readonly net: string; readonly tax: string } {
  const upTo = new Big(share.invoiced).plus(part);
  if (upTo.gt(share.ordered)) throw aboveLeft(share);
  const { net, tax } = shareOfLine(share, upTo.toFixed(), "0", decimalsOf(currency));
  return {
    net: new Big(net).minus(share.netBefore).toFixed(),
    tax: new Big(tax).minus(share.taxBefore).toFixed(),
  };
}

function aboveLeft({ ordered, invoiced, description }: OrderShare): AppError {
  const left = new Big(ordered).lt(invoiced) ? "0" : new Big(ordered).minus(invoiced).toFixed();
  return new AppError("quantity_above_left", { field: "lines", params: { line: description, left } });
}
