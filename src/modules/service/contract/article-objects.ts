import { locales } from "#kernel/locale";
import { choice, dateTime, defineObject, link, longText, number, text } from "#records/contract";

const publishing = "articles:publish";
const audiences = ["internal", "public"] as const;

export const articleCategoryObject = defineObject({
  name: "article_category",
  plural: "article-categories",
  table: "article_categories",
  module: "service",
  title: "name",
  icon: "list",
  owned: false,
  columns: ["position", "name"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    position: number({ min: 0 }),
  },
});

/** What we know and tell again. What it says now is a draft until it is published. */
export const articleObject = defineObject({
  name: "article",
  plural: "articles",
  table: "articles",
  module: "service",
  title: "title",
  icon: "book",
  owned: true,
  columns: ["title", "category", "language", "audience", "state", "published_at", "owner"],
  sort: "title",
  views: [
    { key: "published", filter: { field: "state", op: "is", value: "published" }, opens: true },
    { key: "drafts", filter: { field: "state", op: "is", value: "draft" } },
    { key: "public", filter: { field: "audience", op: "is", value: "public" } },
  ],
  searchWords: { title: "t", body: "b", keywords: "k" },
  fields: {
    title: text({ required: true, max: 300, searched: true, group: "who" }),
    body: longText({ searched: true, group: "who" }),
    /** Other words by which people ask for it. */
    keywords: text({ max: 1000, searched: true, group: "work" }),
    language: choice({ options: locales, required: true, default: "en", group: "work" }),
    audience: choice({ options: audiences, required: true, default: "internal", group: "work" }),
    category: link("article_category", { back: "articles", group: "work" }),
    translation_of: link("article", { back: "translations", group: "work" }),
    state: choice({
      options: ["draft", "published"],
      required: true,
      default: "draft",
      governedBy: publishing,
      group: "work",
    }),
    published_at: dateTime({ readOnly: true, group: "dates" }),
    published_version: number({ readOnly: true, default: 0, group: "dates" }),
    /** How many of those who read it on its public page said so. */
    helpful: number({ readOnly: true, default: 0, group: "other" }),
    unhelpful: number({ readOnly: true, default: 0, group: "other" }),
  },
});

/** What was published of an article. */
export const articleVersionObject = defineObject({
  name: "article_version",
  plural: "article-versions",
  table: "article_versions",
  module: "service",
  title: "title",
  icon: "book",
  owned: false,
  through: ["article"],
  closed: true,
  columns: ["number", "title", "published_at", "created_by"],
  sort: "-number",
  fields: {
    article: link("article", { required: true, back: "published_versions", along: "always" }),
    number: number({ required: true }),
    title: text({ required: true, max: 300 }),
    body: longText(),
    audience: choice({ options: audiences, required: true }),
    published_at: dateTime({ required: true }),
  },
});
