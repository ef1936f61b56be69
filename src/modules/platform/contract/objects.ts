import { boolean, choice, defineObject, email, link, links, phone, text, user } from "#records/contract";

export const userObject = defineObject({
  name: "user",
  plural: "users",
  table: "users",
  module: "platform",
  title: "name",
  icon: "user-circle",
  owned: false,
  holder: "id",
  columns: ["name", "email", "job_title", "team", "manager", "active"],
  sort: "name",
  keys: ["email", "name"],
  searchWords: { name: "n", email: "e" },
  fields: {
    name: text({ required: true, searched: true, group: "who" }),
    email: email({ unique: true, searched: true, group: "contact" }),
    phone: phone({ group: "contact" }),
    job_title: text({ group: "work" }),
    team: link("team", { back: "members", group: "work" }),
    manager: link("user", { back: "reports", group: "work" }),
    roles: links("role", {
      through: "user_roles",
      from: "user_id",
      toColumn: "role_id",
      governedBy: "users:manage",
      group: "work",
    }),
    locale: choice({ options: ["en", "es", "ru", "bg"], group: "personal" }),
    time_zone: text({ max: 60, group: "personal" }),
    active: boolean({ default: true, governedBy: "users:manage", group: "who" }),
  },
});

export const teamObject = defineObject({
  name: "team",
  plural: "teams",
  table: "teams",
  module: "platform",
  title: "name",
  icon: "users-group",
  owned: false,
  columns: ["name", "parent", "manager"],
  sort: "name",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    parent: link("team", { back: "subteams" }),
    manager: user(),
  },
});

/** Grants are changed by the capability `roles:manage`, never as a field. */
export const roleObject = defineObject({
  name: "role",
  plural: "roles",
  table: "roles",
  module: "platform",
  title: "name",
  icon: "shield-lock",
  owned: false,
  closed: true,
  columns: ["name"],
  sort: "name",
  searchWords: { name: "n" },
  fields: {
    key: text({ readOnly: true, hidden: true }),
    name: text({ required: true, searched: true }),
  },
});
