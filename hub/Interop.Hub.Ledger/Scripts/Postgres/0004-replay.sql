-- An order to send stuck deliveries again. The reason is kept with each delivery's act, sealed; here it may name nobody.
create table replay (
  id text collate "C" primary key,
  destination text collate "C" not null,
  states text not null,
  fault_code text,
  kind integer,
  rate double precision not null,
  operator text not null,
  reason text not null,
  created_at bigint not null,
  state integer not null,
  meant bigint not null,
  cursor bigint not null,
  sent bigint not null,
  left_alone bigint not null,
  version bigint not null
);

create index replay_newest on replay (created_at);
create index delivery_open_stuck on delivery_open (destination, key) where state in (5, 6, 8, 9);
