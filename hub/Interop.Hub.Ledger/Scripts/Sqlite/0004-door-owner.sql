-- The node that probes a destination or brings it back, and until when.
alter table destination_control add column owner text;
alter table destination_control add column owned_until integer;
