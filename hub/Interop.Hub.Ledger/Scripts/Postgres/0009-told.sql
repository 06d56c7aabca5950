-- Deliveries whose senders were told that they were refused, have stopped or are in doubt. arrived_at: when one arrived
-- after all; once that was told too, its row goes. A table of its own: a column of the deliveries would want an index over
-- all of them, made while every node waits.
create table told (
  delivery bigint primary key,
  told_at bigint not null,
  arrived_at bigint
);

create index told_arrived on told (delivery) where arrived_at is not null;

-- What a door was closed for, to the partner's own word: a digest.
alter table destination_control add column cause text collate "C";
