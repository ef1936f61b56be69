import type { RecordSlots } from "#records/web";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { onDemand } from "#web/on-demand.ts";

export { useUnitWord } from "./product/unit-word.ts";

const CategoryTree = onDemand(() =>
  import("./categories/category-tree.tsx").then((file) => file.CategoryTree),
);
const ProductSale = onDemand(() => import("./product/product-sale.tsx").then((file) => file.ProductSale));
const PriceItems = onDemand(() => import("./price-lists/price-items.tsx").then((file) => file.PriceItems));

const screens: readonly Screen[] = [
  {
    path: "/settings/seller",
    permission: "settings:change",
    load: () => import("./settings/seller-screen.tsx"),
  },
  { path: "/settings/taxes", load: () => import("./settings/taxes-screen.tsx") },
  {
    path: "/settings/discounts",
    permission: "settings:change",
    load: () => import("./settings/discounts-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "seller", path: "/settings/seller", group: "selling", order: 10, icon: "building-store" },
  {
    key: "taxes",
    path: "/settings/taxes",
    group: "selling",
    order: 20,
    icon: "percentage",
    object: "tax_rate",
  },
  {
    key: "price_lists",
    path: "/price-lists",
    group: "selling",
    order: 30,
    icon: "receipt",
    object: "price_list",
  },
  {
    key: "exchange_rates",
    path: "/currency-rates",
    group: "selling",
    order: 40,
    icon: "coin",
    object: "currency_rate",
  },
  { key: "discounts", path: "/settings/discounts", group: "selling", order: 50, icon: "gift" },
  {
    key: "warehouses",
    path: "/warehouses",
    group: "selling",
    order: 60,
    icon: "building-warehouse",
    object: "warehouse",
  },
];

const places: readonly RecordPlace[] = [
  { object: "product", group: "sales", order: 60, letter: "r", creatable: true },
];

const recordSlots: RecordSlots = {
  objects: {
    product: {
      main: ProductSale,
      mainTitle: "catalogue.sale",
      listSide: CategoryTree,
      covers: [
        "variants",
        "variant_values",
        "bundle_parts",
        "price_items",
        "stock_levels",
        "stock_movements",
      ],
      quickFields: [
        "name",
        "code",
        "barcode",
        "kind",
        "category",
        "price",
        "unit",
        "tax_class",
        "stocked",
        "picture",
      ],
    },
    price_list: {
      main: PriceItems,
      mainTitle: "related.price_items",
      covers: ["price_items"],
      quickFields: ["name", "currency", "buyers", "customer", "channel", "valid_from", "valid_until"],
    },
  },
};

/** What the shell takes of this room; the rest of this file is for other rooms' screens. */
export const room = { screens, places, settings, recordSlots };
