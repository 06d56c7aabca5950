-- The node that probes a destination or brings it back, and until when: one in the whole cluster.
alter table destination_control add column owner text collate "C";
alter table destination_control add column owned_until bigint;

-- Who runs on this ledger. A name belongs to the process that joined last.
create table node (
  node text collate "C" primary key,
  instance text not null,
  configuration text not null,
  program text not null,
  joined_at bigint not null,
  seen_at bigint not null,
  -- How far the node's clock was ahead of this database's, in ticks.
  clock_ahead bigint not null
);
