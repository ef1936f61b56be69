/** What the platform tells the other modules. */
export const platformEvents = {
  /** The first owner has set the organisation up; `payload.locale` is its language. */
  organisationSetUp: "platform.organisation_set_up",
  userInvited: "platform.user_invited",
  userDeactivated: "platform.user_deactivated",
  userReactivated: "platform.user_reactivated",
  /** Roles, teams or users changed: what was resolved of rights is void. Concerns the users in `records`. */
  rightsChanged: "platform.rights_changed",
  /** A record, of the object of the event, was shared with `payload.user` or `payload.team`, or is so no longer. */
  recordShared: "platform.record_shared",
  shareEnded: "platform.share_ended",
  /** The users in `records` have something new in their list of notifications. */
  notified: "platform.notified",
} as const;
