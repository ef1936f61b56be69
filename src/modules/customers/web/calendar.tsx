export { CalendarScreen as default } from "#records/web";
