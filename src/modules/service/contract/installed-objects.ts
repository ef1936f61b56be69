import { date, defineObject, link, longText, number, text } from "#records/contract";

/** What a customer has of us: a machine, a licence, a part, each by itself. */
export const installedProductObject = defineObject({
  name: "installed_product",
  plural: "installed-products",
  table: "installed_products",
  module: "service",
  title: "name",
  icon: "tool",
  owned: false,
  columns: ["name", "customer", "serial", "product", "installed_on", "warranty_until"],
  sort: "name",
  views: [
    {
      key: "under_warranty",
      filter: { field: "warranty_until", op: "within", value: { period: { next: 3660 } } },
      sort: "warranty_until",
    },
    {
      key: "warranty_ends",
      filter: { field: "warranty_until", op: "within", value: { period: { next: 60 } } },
      sort: "warranty_until",
    },
  ],
  searchWords: { name: "n", serial: "s" },
  fields: {
    /** That of the product unless told. */
    name: text({ max: 300, searched: true, group: "who" }),
    customer: link("party", { required: true, back: "installed_products", along: "always", group: "who" }),
    product: link("product", { back: "installed_products", group: "who" }),
    serial: text({ max: 200, searched: true, group: "who" }),
    installed_on: date({ group: "dates" }),
    warranty_until: date({ group: "dates" }),
    location: text({ max: 300, group: "other" }),
    note: longText({ max: 5000, group: "other" }),
  },
});

/** Time that somebody spent on a ticket. */
export const timeEntryObject = defineObject({
  name: "time_entry",
  plural: "time-entries",
  table: "time_entries",
  module: "service",
  title: "note",
  icon: "calendar-time",
  owned: false,
  through: ["ticket"],
  part: true,
  columns: ["ticket", "worked_on", "minutes", "user", "note"],
  sort: "-worked_on",
  fields: {
    ticket: link("ticket", { required: true, back: "time_entries", along: "always" }),
    /** Today unless told. */
    worked_on: date(),
    minutes: number({ required: true, min: 1, max: 1440 }),
    /** Who writes it down, unless told. */
    user: link("user", { back: "time_entries" }),
    note: text({ max: 500 }),
  },
});
