/**
 * The one registry of what the audit log tells, by what it is about. The text of each stands in the texts of the
 * records room under `audit.kinds.<kind>`; a test holds the two together.
 */
export const auditKinds = {
  records: ["created", "changed", "archived", "restored", "purged"],
  access: [
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "session_ended",
    "password_changed",
    "password_reset_made",
    "second_factor_added",
    "second_factor_removed",
    "second_factor_failed",
    "key_made",
    "key_revoked",
    "app_password_made",
    "app_password_revoked",
    "feed_made",
    "feed_revoked",
    "calendar_connected",
    "calendar_disconnected",
    "user_invited",
    "invitation_accepted",
  ],
  rights: [
    "role_made",
    "role_changed",
    "role_removed",
    "record_shared",
    "share_ended",
    "view_as_begun",
    "view_as_ended",
  ],
  data: [
    "exported",
    "imported",
    "import_undone",
    "merged",
    "separated",
    "backed_up",
    "restored_from_backup",
    "identity_document_kept",
    "identity_document_read",
    "identity_document_removed",
    "webhook_made",
    "webhook_changed",
    "webhook_removed",
    "webhook_secret_made",
    "webhook_switched_on",
    "webhook_switched_off",
    "place_made",
    "place_changed",
    "place_removed",
    "schedule_made",
    "schedule_changed",
    "schedule_removed",
  ],
  settings: [
    "organisation_set_up",
    "organisation_changed",
    "objects_changed",
    "recycle_bin_changed",
    "duplicates_changed",
    "document_design_changed",
    "discount_limits_changed",
    "lead_settings_changed",
    "closing_rules_changed",
  ],
  audit: ["audit_read", "audit_exported"],
} as const;

export type AuditGroup = keyof typeof auditKinds;
export type AuditKind = (typeof auditKinds)[AuditGroup][number];
/** What is told besides changes of records. */
export type NotedKind = Exclude<AuditKind, (typeof auditKinds)["records"][number]>;
