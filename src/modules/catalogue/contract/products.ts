import {
  boolean,
  choice,
  decimal,
  defineObject,
  file,
  link,
  longText,
  money,
  number,
  text,
} from "#records/contract";
import { taxClasses } from "./taxes.ts";
import { units } from "./units.ts";

export const categoryObject = defineObject({
  name: "product_category",
  plural: "product-categories",
  table: "product_categories",
  module: "catalogue",
  title: "name",
  icon: "folders",
  owned: false,
  columns: ["name", "parent", "position"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    parent: link("product_category", { back: "children" }),
    position: number({ min: 0 }),
  },
});

export const productObject = defineObject({
  name: "product",
  plural: "products",
  table: "products",
  module: "catalogue",
  title: "name",
  icon: "package",
  owned: false,
  columns: ["name", "code", "category", "price", "unit", "active"],
  sort: "name",
  views: [
    { key: "on_sale", filter: { field: "active", op: "is", value: true } },
    { key: "withdrawn", filter: { field: "active", op: "is", value: false } },
  ],
  keys: ["code", "barcode", "name"],
  searchWords: { name: "n", code: "c", barcode: "b", description: "d" },
  fields: {
    name: text({ required: true, searched: true, group: "who" }),
    code: text({ unique: true, max: 60, searched: true, group: "who" }),
    kind: choice({ options: ["goods", "service", "bundle"], default: "goods", required: true, group: "who" }),
    category: link("product_category", { back: "products", group: "who" }),
    variant_of: link("product", { back: "variants", group: "who" }),
    active: boolean({ default: true, group: "who" }),
    barcode: text({ unique: true, max: 30, searched: true, group: "who" }),
    price: money({ ofOne: true, group: "money" }),
    cost: money({ ofOne: true, group: "money" }),
    tax_class: choice({
      options: taxClasses,
      open: true,
      default: "standard",
      required: true,
      group: "money",
    }),
    unit: choice({ options: units, open: true, group: "money" }),
    quantity_decimals: number({ min: 0, max: 6, group: "money" }),
    stocked: boolean({ default: false, group: "other" }),
    description: longText({ searched: true, group: "other" }),
    picture: file({ picture: true, group: "who" }),
  },
});

export const variantValueObject = defineObject({
  name: "variant_value",
  plural: "variant-values",
  table: "variant_values",
  module: "catalogue",
  title: "value",
  icon: "adjustments-horizontal",
  owned: false,
  through: ["product"],
  part: true,
  columns: ["product", "attribute", "value"],
  sort: "position",
  fields: {
    product: link("product", { required: true, back: "variant_values", along: "always" }),
    attribute: text({ required: true, max: 60 }),
    value: text({ required: true, max: 60 }),
    position: number({ min: 0 }),
  },
});

export const bundlePartObject = defineObject({
  name: "bundle_part",
  plural: "bundle-parts",
  table: "bundle_parts",
  module: "catalogue",
  title: "part",
  icon: "packages",
  owned: false,
  through: ["bundle"],
  part: true,
  columns: ["bundle", "part", "quantity"],
  sort: "position",
  fields: {
    bundle: link("product", { required: true, back: "bundle_parts", along: "always" }),
    part: link("product", { required: true, back: "in_bundles" }),
    quantity: decimal({ default: "1", scale: 6 }),
    position: number({ min: 0 }),
  },
});
