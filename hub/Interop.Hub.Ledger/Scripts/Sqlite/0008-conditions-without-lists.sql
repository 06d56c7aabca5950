-- A list of more than two values in the condition of an index is a table of its own to SQLite: made, filled and dropped for
-- each index, each time a delivery is written. Comparisons in a row cost nothing of the kind. A question must say the
-- condition in the same words to be answered by the index.
drop index delivery_lane;
create index delivery_lane on delivery (lane, destination, position, key) where state <> 7 and state <> 10 and state <> 11 and state <> 12;
drop index delivery_open;
create index delivery_open on delivery (destination, state) where state <> 7 and state <> 10 and state <> 11 and state <> 12;
drop index delivery_due;
create index delivery_due on delivery (destination, due_at) where (state = 3 or state = 5 or state = 6);
drop index delivery_proceed;
create index delivery_proceed on delivery (proceed_at) where proceed_at is not null and (state = 3 or state = 5 or state = 6 or state = 9);
drop index delivery_stuck;
create index delivery_stuck on delivery (destination, key) where (state = 5 or state = 6 or state = 8 or state = 9);
