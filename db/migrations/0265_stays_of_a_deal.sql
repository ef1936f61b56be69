-- Timelines read all stays of a deal, also those in the bin, and so could not use an index of those in use.
drop index stage_changes_deal;
create index stage_changes_deal on stage_changes (deal_id, entered_at desc) include (stage_id, left_at, archived_at);
