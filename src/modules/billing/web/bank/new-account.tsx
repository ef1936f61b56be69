import { Group, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { useFieldTitle } from "#records/web";
import { request } from "#web/client.ts";
import { useSession } from "#web/session.ts";

export interface NewAccountState {
  readonly name: string;
  readonly number: string;
  readonly currency: string;
  readonly change: (values: Partial<Record<"name" | "number" | "currency", string>>) => void;
  readonly isWhole: boolean;
  /** Makes it, once, and answers its id. */
  readonly make: () => Promise<string>;
}

/** A bank account that is made with the first of its lists. */
export function useNewAccount(): NewAccountState {
  const { currency } = useSession().organisation;
  const [values, setValues] = useState({ name: "", number: "", currency });
  const [made, setMade] = useState<string | null>(null);
  return {
    ...values,
    change: (changed) => setValues({ ...values, ...changed }),
    isWhole: values.name.trim() !== "" && values.number.trim() !== "" && values.currency.length === 3,
    make: async () => {
      if (made) return made;
      const { id } = await request<RecordData>("POST", "/api/bank-accounts", { body: values });
      setMade(id);
      return id;
    },
  };
}

export function NewAccount({ account }: { readonly account: NewAccountState }) {
  const fieldTitle = useFieldTitle();
  const title = (name: string) => fieldTitle("bank_account", name);
  return (
    <Group gap="xs" align="end">
      <TextInput
        style={{ flex: "1 1 140px" }}
        label={title("name")}
        value={account.name}
        maxLength={200}
        onChange={({ currentTarget }) => account.change({ name: currentTarget.value })}
      />
      <TextInput
        style={{ flex: "2 1 200px" }}
        label={title("number")}
        value={account.number}
        maxLength={60}
        onChange={({ currentTarget }) => account.change({ number: currentTarget.value })}
      />
      <TextInput
        w={80}
        label={title("currency")}
        value={account.currency}
        maxLength={3}
        onChange={({ currentTarget }) => account.change({ currency: currentTarget.value.toUpperCase() })}
      />
    </Group>
  );
}
