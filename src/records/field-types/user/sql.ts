export { linkColumns as userColumns } from "../link/sql.ts";
