/**
 * The one registry of errors: code → HTTP status. The text of each stands in `text/{en,es,ru,bg}.json`
 * under `errors.<code>`; a test holds the two together.
 */
export const errorStatus = {
  bad_request: 400,
  body_invalid: 400,
  media_type_unsupported: 415,
  field_invalid: 422,
  field_required: 422,
  field_too_long: 422,
  field_unknown: 422,
  field_read_only: 422,
  field_governed: 422,
  filter_invalid: 400,
  filter_too_large: 400,
  filter_unreadable: 400,
  sort_invalid: 400,
  view_private: 422,
  cursor_invalid: 400,
  cursor_expired: 410,
  choice_unknown: 422,
  link_not_found: 422,
  value_taken: 409,
  version_conflict: 409,
  duplicate_suspected: 409,
  already_done: 409,
  merged_since: 409,
  not_signed_in: 401,
  not_allowed: 403,
  origin_refused: 403,
  not_found: 404,
  too_large: 413,
  too_many_requests: 429,
  setup_done: 404,
  not_archived: 409,
  nothing_to_undo: 404,
  nothing_to_redo: 404,
  record_in_use: 409,
  conversation_taken: 409,
  account_not_active: 409,
  channel_not_played: 422,
  files_not_sent_here: 422,
  too_late_to_answer: 409,
  opted_out: 409,
  consent_needed: 409,
  messenger_silent: 502,
  message_gone: 409,
  draft_changed: 409,
  already_merged: 409,
  merge_of_two_customers: 409,
  merge_of_two_channels: 409,
  merge_of_personal: 409,
  message_waiting: 409,
  not_merged: 409,
  nothing_to_split: 409,
  not_begun_here: 409,
  form_not_answered: 409,
  extension_missing: 409,
  switchboard_silent: 502,
  call_costs_extra: 403,
  country_not_called: 403,
  too_many_calls: 429,
  telephone_off: 503,
  stage_not_open: 422,
  lost_reason_required: 422,
  bank_file_unreadable: 422,
  bank_file_broken: 422,
  bank_file_currency: 422,
  bank_file_sums: 422,
  bank_columns_needed: 422,
  bank_account_needed: 422,
  bank_account_other: 422,
  invoice_issued: 409,
  invoice_below_zero: 422,
  invoice_incomplete: 422,
  invoice_not_correctable: 409,
  invoice_not_open: 409,
  invoice_not_overdue: 409,
  nothing_left: 409,
  more_than_left: 422,
  deposit_settled: 409,
  exceeds_payment: 422,
  exceeds_open: 422,
  payment_reversed: 409,
  payment_not_reversible: 409,
  subscription_not_running: 409,
  subscription_running: 409,
  payment_link_gone: 404,
  survey_gone: 404,
  survey_over: 410,
  payment_link_over: 410,
  provider_not_set_up: 409,
  provider_unreachable: 502,
  provider_key_refused: 422,
  provider_refused: 422,
  notice_forged: 400,
  notice_stale: 400,
  mail_not_set_up: 409,
  deal_incomplete: 422,
  check_required: 422,
  pipeline_closed: 403,
  split_too_much: 422,
  lead_closed: 409,
  nobody_free: 409,
  import_file_unreadable: 422,
  import_file_empty: 422,
  import_file_locked: 422,
  import_unpacks_too_large: 413,
  import_takes_too_long: 413,
  import_mapping_invalid: 422,
  import_not_ready: 409,
  identity_reason_required: 422,
  parent_in_circle: 422,
  keep_until_past: 422,
  demonstration_not_empty: 409,
  stage_in_use: 409,
  pipeline_incomplete: 409,
  currency_unknown: 422,
  number_gone_by: 422,
  period_not_over: 409,
  earlier_period_open: 409,
  credentials_wrong: 401,
  sign_in_again: 401,
  password_wrong: 422,
  password_too_short: 422,
  password_too_long: 422,
  password_common: 422,
  code_wrong: 422,
  link_expired: 422,
  last_administrator: 409,
  rights_exceeded: 403,
  share_shows_hidden: 403,
  viewing_only: 403,
  viewing_over: 409,
  goes_in_circle: 422,
  role_in_use: 409,
  address_refused: 422,
  calendar_sign_in_refused: 422,
  calendar_none_found: 422,
  calendar_unreachable: 422,
  webhook_off: 409,
  webhook_secret_lost: 409,
  expansion_too_wide: 400,
  upsert_key_unfit: 422,
  upsert_ambiguous: 409,
  precondition_failed: 412,
  idempotency_key_reused: 422,
  idempotency_unsupported: 400,
  request_in_progress: 409,
  method_not_allowed: 405,
  address_too_long: 414,
  headers_too_large: 431,
  request_too_slow: 408,
  key_expired: 401,
  key_elsewhere: 403,
  too_many: 422,
  table_busy: 503,
  field_in_use: 409,
  option_in_use: 409,
  values_not_unique: 409,
  conversion_impossible: 422,
  formula_invalid: 422,
  formula_incomplete: 422,
  formula_function_unknown: 422,
  formula_field_unknown: 422,
  formula_field_unusable: 422,
  formula_types: 422,
  formula_too_large: 422,
  formulas_too_large: 422,
  formula_circular: 422,
  rollup_invalid: 422,
  backup_unreadable: 422,
  backup_passphrase_needed: 422,
  backup_passphrase_wrong: 422,
  backup_newer: 409,
  backup_cut_off: 422,
  backup_damaged: 422,
  backup_exists: 409,
  backup_file_changed: 409,
  restore_not_empty: 409,
  restore_secret_differs: 409,
  restore_cut_off: 409,
  drill_not_allowed: 403,
  archive_unreadable: 422,
  archive_damaged: 422,
  archive_newer: 409,
  place_unreachable: 502,
  place_address_refused: 422,
  place_login_refused: 422,
  place_key_changed: 409,
  place_missing: 422,
  place_denied: 422,
  place_folder_refused: 422,
  place_in_use: 409,
  merge_text_invalid: 422,
  logo_unfit: 422,
  quote_link_gone: 410,
  quote_withdrawn: 410,
  quote_replaced: 410,
  quote_not_open: 409,
  quote_changed: 409,
  answered_by_customer: 403,
  quote_discussion_full: 422,
  signature_unfit: 422,
  barcode_invalid: 422,
  product_withdrawn: 422,
  product_without_price: 422,
  quantity_invalid: 422,
  quantity_too_fine: 422,
  discount_invalid: 422,
  bundle_part_unfit: 422,
  variant_unfit: 422,
  tax_rate_missing: 422,
  currency_rate_missing: 422,
  price_item_unclear: 422,
  price_currency_differs: 422,
  price_changed: 409,
  stock_short: 409,
  stock_not_kept: 422,
  warehouse_missing: 422,
  document_state_wrong: 409,
  document_settled: 409,
  document_empty: 422,
  document_has_lines: 409,
  approval_needed: 422,
  discount_above_limit: 422,
  quote_expired: 409,
  quantity_above_left: 409,
  order_delivered: 409,
  order_invoiced: 409,
  storage_full: 507,
  database_unavailable: 503,
  query_too_slow: 503,
  search_too_slow: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export interface ErrorDetails {
  /** Path of the field at fault, as the contract names it: `amount.currency`. */
  readonly field?: string;
  /** The object whose field it is, where the address of the request does not say so. */
  readonly object?: string;
  /** Values that the text of the error names. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Extra members of the problem document, such as the current version of a record. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Several fields at fault at once. */
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

export interface FieldError {
  readonly code: ErrorCode;
  readonly field: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What any capability throws when it cannot do what was asked; mapped once to problem+json (RFC 9457). */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.field ? `${code} (${details.field})` : code, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** A problem document as the API sends it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly field?: string;
  readonly errors?: readonly (FieldError & { readonly detail: string })[];
  readonly [extra: string]: unknown;
}
