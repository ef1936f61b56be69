export { linkColumns as fileColumns } from "../link/sql.ts";
