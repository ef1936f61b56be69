-- How many calls somebody has begun within the hour is counted by who began them, whoever has them now.
create index call_events_begun on call_events (agent_id, at) where kind = 'new' and agent_id is not null;
