-- Deliveries whose senders were told that they were refused, have stopped or are in doubt. arrived_at: when one arrived
-- after all; once that was told too, its row goes.
create table told (
  delivery integer primary key references delivery (key),
  told_at integer not null,
  arrived_at integer
) strict;

create index told_arrived on told (delivery) where arrived_at is not null;

-- What a door was closed for, to the partner's own word: a digest.
alter table destination_control add column cause text;
