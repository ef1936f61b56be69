import { queryOptions } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { listForms } from "../../contract/forms.ts";

export const formsQuery = queryOptions({ queryKey: ["channels", "forms"], queryFn: () => call(listForms) });
