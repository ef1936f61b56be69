import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { idParams } from "#records/contract";
import { mailingShape } from "./mailings.ts";

const instant = z.iso.datetime();
/** Without signs that are not seen: it is text, and stays text wherever it is shown. */
export function seenText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\P{C}\n]/gu, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => seenText(text) !== "");

export const quoteComment = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  body: z.string(),
  at: instant,
  /** By the seller's people. */
  ours: z.boolean(),
});
export type QuoteComment = z.infer<typeof quoteComment>;

/** What the seller sees of the customer's side of a quote. */
export const customerSide = z.strictObject({
  links: z.array(z.strictObject({ id: z.uuid(), at: instant, revoked: z.boolean() })),
  mailings: z.array(mailingShape),
  visits: z.array(
    z.strictObject({ id: z.uuid(), address: z.string(), agent: z.string(), at: instant, lastAt: instant }),
  ),
  comments: z.array(quoteComment),
  signature: z
    .strictObject({
      decision: z.enum(["accepted", "declined"]),
      name: z.string(),
      at: instant,
      address: z.string(),
      agent: z.string(),
      /** Who made the link by which it came, or sent the letter with it. */
      linkBy: z.string().nullable(),
      hash: z.string(),
      drawn: z.string().nullable(),
    })
    .nullable(),
  /** Where a letter would go, and whether there is a server that takes it. */
  email: z.string().nullable(),
  canMail: z.boolean(),
});
export type CustomerSide = z.infer<typeof customerSide>;

export const readCustomerSide = defineAction({
  id: "quotes.customer_side",
  method: "GET",
  path: "/api/quotes/:id/customer-side",
  summary: "Links, visits, comments and signature of a quote.",
  permission: "signed_in",
  params: idParams,
  output: customerSide,
});

export const makeQuoteLink = defineAction({
  id: "quotes.make_link",
  method: "POST",
  path: "/api/quotes/:id/links",
  summary:
    "Makes a link under which the customer reads and answers a quote; shown once, the ones before are void.",
  permission: "quotes:send",
  params: idParams,
  output: z.strictObject({ link: z.string() }),
  status: 201,
});

export const revokeQuoteLinks = defineAction({
  id: "quotes.revoke_links",
  method: "DELETE",
  path: "/api/quotes/:id/links",
  summary: "Revokes all links of a quote: they lead nowhere from now on.",
  permission: "quotes:send",
  params: idParams,
});

export const mailQuote = defineAction({
  id: "quotes.mail",
  method: "POST",
  path: "/api/quotes/:id/mailings",
  summary:
    "Sends a quote by mail in the customer's language, with a link and the PDF; a draft is marked as sent.",
  permission: "quotes:send",
  params: idParams,
  body: z.strictObject({
    to: z.email().max(320).optional(),
    /** Said before the link; a standard text unless told. */
    message: z.string().trim().max(4000).optional(),
  }),
  status: 202,
});

export const answerQuoteComment = defineAction({
  id: "quotes.comment",
  method: "POST",
  path: "/api/quotes/:id/comments",
  summary: "Answers the customer on the page of the quote.",
  permission: "quotes:send",
  params: idParams,
  body: z.strictObject({ body: z.string().trim().min(1).max(2000) }),
  output: quoteComment,
  status: 201,
});

export const printQuote = defineAction({
  id: "quotes.print",
  method: "GET",
  path: "/api/quotes/:id/document",
  summary: "A quote as a PDF.",
  permission: "signed_in",
  params: idParams,
});

export const printOrder = defineAction({
  id: "orders.print",
  method: "GET",
  path: "/api/orders/:id/document",
  summary: "The confirmation of an order as a PDF.",
  permission: "signed_in",
  params: idParams,
});

export const printDelivery = defineAction({
  id: "deliveries.print",
  method: "GET",
  path: "/api/deliveries/:id/document",
  summary: "The note of a delivery as a PDF, without prices.",
  permission: "signed_in",
  params: idParams,
});

const tokenParams = z.strictObject({ token: z.string().max(200) });

/** Who sells, at the head and the foot of a page that customers read. */
export const sellerOnPage = z.strictObject({
  name: z.string(),
  country: z.string(),
  address: z.array(z.string()),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  logo: z.string().nullable(),
  accent: z.string(),
});
export type SellerOnPage = z.infer<typeof sellerOnPage>;

/** A quote as its customer sees it, and nothing besides. */
export const quoteOnPage = z.strictObject({
  state: z.enum(["open", "accepted", "declined", "expired"]),
  language: z.enum(locales),
  number: z.string(),
  version: z.number(),
  subject: z.string().nullable(),
  issued: z.string(),
  validUntil: z.string().nullable(),
  seller: sellerOnPage,
  /** Who sells it, to whom comments go. */
  person: z.string().nullable(),
  buyer: z.string(),
  contact: z.string().nullable(),
  introduction: z.string().nullable(),
  terms: z.string().nullable(),
  currency: z.string(),
  taxIncluded: z.boolean(),
  rounding: z.enum(["line", "document"]),
  /** Percent on the whole. */
  discount: z.string(),
  lines: z.array(
    z.strictObject({
      id: z.uuid(),
      description: z.string(),
      quantity: z.string(),
      unit: z.string().nullable(),
      price: z.string(),
      discount: z.string(),
      taxKey: z.string(),
      taxRate: z.string(),
      optional: z.boolean(),
      chosen: z.boolean(),
      total: z.string(),
    }),
  ),
  net: z.string(),
  tax: z.string(),
  total: z.string(),
  comments: z.array(quoteComment),
  decision: z.strictObject({ name: z.string(), at: instant }).nullable(),
  /** SHA-256 of what is to be signed; goes back with the signature. */
  hash: z.string(),
});
export type QuoteOnPage = z.infer<typeof quoteOnPage>;

export const openQuoteLink = defineAction({
  id: "customer_page.open",
  method: "GET",
  path: "/api/customer-quotes/:token",
  summary: "A quote as its customer reads it by a link.",
  permission: "public",
  params: tokenParams,
  output: quoteOnPage,
});

export const printByLink = defineAction({
  id: "customer_page.print",
  method: "GET",
  path: "/api/customer-quotes/:token/document",
  summary: "The quote behind a link as a PDF.",
  permission: "public",
  params: tokenParams,
});

export const commentByLink = defineAction({
  id: "customer_page.comment",
  method: "POST",
  path: "/api/customer-quotes/:token/comments",
  summary: "A comment of the customer; the seller is told.",
  permission: "public",
  params: tokenParams,
  body: z.strictObject({ name, body: z.string().trim().min(1).max(2000) }),
  output: quoteComment,
  status: 201,
});

export const acceptByLink = defineAction({
  id: "customer_page.accept",
  method: "POST",
  path: "/api/customer-quotes/:token/acceptance",
  summary: "The customer signs: makes the order and wins the deal, once.",
  permission: "public",
  params: tokenParams,
  body: z.strictObject({
    name,
    agreed: z.literal(true),
    options: z.array(z.uuid()).max(500),
    /** A drawn signature as a PNG; the typed name is one, too. */
    drawn: z
      .string()
      .max(200_000)
      .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/)
      .nullable(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  output: quoteOnPage,
});

export const declineReasons = [
  "price",
  "competitor",
  "no_budget",
  "no_need",
  "timing",
  "terms",
  "other",
] as const;

export const declineByLink = defineAction({
  id: "customer_page.decline",
  method: "POST",
  path: "/api/customer-quotes/:token/declining",
  summary: "The customer declines, with a reason.",
  permission: "public",
  params: tokenParams,
  body: z.strictObject({
    name,
    reason: z.enum(declineReasons),
    comment: z.string().trim().max(1000),
  }),
  output: quoteOnPage,
});
