-- How many words may wait to be put into the index is said by each connection: imports let more wait than people do, and each of the
-- words that come again and again is then found in the index once for many parties.
alter index parties_words reset (gin_pending_list_limit);
