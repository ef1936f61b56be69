/** Where parties, leads and deals come from; an organisation adds its own. */
export const sources = [
  "website",
  "referral",
  "advertising",
  "event",
  "cold_call",
  "social_network",
  "partner",
  "import",
  "other",
] as const;
