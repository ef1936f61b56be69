import { oneColumn } from "../field-type.ts";

export const textColumns = oneColumn("text");
