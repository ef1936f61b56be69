import { boolean, choices, date, defineObject, link, text } from "#records/contract";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When a business works: by it deadlines are counted. */
export const businessCalendarObject = defineObject({
  name: "business_calendar",
  plural: "business-calendars",
  table: "business_calendars",
  module: "service",
  title: "name",
  icon: "calendar-time",
  owned: false,
  columns: ["name", "time_zone"],
  sort: "name",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    /** IANA zone of the clock on its wall; that of the organisation unless told. */
    time_zone: text({ max: 60 }),
  },
});

/** Hours of certain days of the week; a shift with a break is two of them. */
export const businessHoursObject = defineObject({
  name: "business_hours",
  plural: "business-hours",
  table: "business_hours",
  module: "service",
  title: "opens",
  icon: "calendar-time",
  owned: false,
  through: ["calendar"],
  part: true,
  columns: ["days", "opens", "closes"],
  sort: "opens",
  fields: {
    calendar: link("business_calendar", { required: true, back: "hours", along: "always" }),
    days: choices({ options: weekdays }),
    opens: text({ required: true, max: 5, default: "09:00" }),
    closes: text({ required: true, max: 5, default: "18:00" }),
  },
});

export const holidayObject = defineObject({
  name: "holiday",
  plural: "holidays",
  table: "holidays",
  module: "service",
  title: "name",
  icon: "flag",
  owned: false,
  through: ["calendar"],
  part: true,
  columns: ["name", "day", "yearly"],
  sort: "day",
  fields: {
    calendar: link("business_calendar", { required: true, back: "holidays", along: "always" }),
    name: text({ required: true }),
    day: date({ required: true }),
    /** On this day of each year. */
    yearly: boolean({ default: false }),
  },
});
