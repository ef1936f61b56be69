/** What a role grants by reach, and what it grants or does not. */
export const verbs = ["read", "change", "delete"] as const;
export const flags = ["create", "export", "bulk"] as const;
