export { NotificationsDrawer as default } from "#platform/web";
