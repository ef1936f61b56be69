export { linkType as userType } from "../link/type.ts";
