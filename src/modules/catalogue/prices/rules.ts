import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { parseFilterText } from "#kernel/filter-text";
import { type Draft, type ObjectRules, valueOf, type Work, wideCondition } from "#records";

export const priceListRules: ObjectRules = {
  prepare(work, drafts) {
    for (const draft of drafts) checkList(work, draft);
    return Promise.resolve();
  },
  leavesRows: true,
};

function checkList(work: Work, draft: Draft): void {
  const { values } = draft;
  if (typeof values["currency"] === "string") {
    values["currency"] = values["currency"].toUpperCase();
    if (!/^[A-Z]{3}$/.test(String(values["currency"])))
      throw new AppError("field_invalid", { field: "currency" });
  }
  const [from, until] = [valueOf(draft, "valid_from"), valueOf(draft, "valid_until")];
  if (typeof from === "string" && typeof until === "string" && until < from)
    throw new AppError("field_invalid", { field: "valid_until" });
  if (typeof values["buyers"] === "string") checkBuyers(work, values["buyers"]);
}

/** The filter can be read, and asks for what there is of people, of companies, or of both. */
function checkBuyers(work: Work, text: string): void {
  const scope = { work, object: work.catalogue.object("party"), alias: "buyer" };
  wideCondition(scope, parseFilterText(text));
}

export const priceItemRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) checkItem(draft);
    await checkCurrencies(work, drafts);
  },
  leavesRows: true,
};

function checkItem(draft: Draft): void {
  draft.values["from_quantity"] ??= valueOf(draft, "from_quantity") ?? "0";
  if (Number(valueOf(draft, "from_quantity")) >= 1e9)
    throw new AppError("quantity_invalid", { field: "from_quantity" });
  const [price, percent] = [valueOf(draft, "price"), valueOf(draft, "percent")];
  const [product, category] = [valueOf(draft, "product"), valueOf(draft, "category")];
  if ((price === null) === (percent === null) || (price !== null && product === null))
    throw new AppError("price_item_unclear", { field: price === null ? "percent" : "price" });
  if (product !== null && category !== null) throw new AppError("price_item_unclear", { field: "category" });
  if (percent !== null && !(Number(percent) >= -1000 && Number(percent) <= 100))
    throw new AppError("discount_invalid", { field: "percent" });
}

/** Prices are in the currency of their list. */
async function checkCurrencies(work: Work, drafts: readonly Draft[]): Promise<void> {
  const priced = drafts.filter(({ values }) => values["price"]);
  if (priced.length === 0) return;
  const lists = [...new Set(priced.map((draft) => String(valueOf(draft, "price_list"))))];
  const { rows } = await sql<{ id: string; currency: string }>`
    select id, currency from price_lists where id = any(${lists}::uuid[])`.execute(work.db);
  const currencies = new Map(rows.map(({ id, currency }) => [id, currency]));
  for (const draft of priced) {
    const currency = currencies.get(String(valueOf(draft, "price_list")));
    const written = (draft.values["price"] as { readonly currency: string }).currency;
    if (currency && written !== currency)
      throw new AppError("price_currency_differs", { field: "price.currency", params: { currency } });
  }
}
