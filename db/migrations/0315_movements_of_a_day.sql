-- A file is compared with what is booked on its account on the days that it tells of.
create index bank_transactions_day on bank_transactions (account_id, booked_on);
