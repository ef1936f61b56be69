export { linkType as fileType } from "../link/type.ts";
