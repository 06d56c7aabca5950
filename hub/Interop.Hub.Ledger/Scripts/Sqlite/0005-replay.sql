-- An order to send stuck deliveries again. The reason is kept with each delivery's act, sealed; here it may name nobody.
create table replay (
  id text primary key,
  destination text not null,
  states text not null,
  fault_code text,
  kind integer,
  rate real not null,
  operator text not null,
  reason text not null,
  created_at integer not null,
  state integer not null,
  meant integer not null,
  cursor integer not null,
  sent integer not null,
  left_alone integer not null,
  version integer not null
) strict, without rowid;

create index replay_newest on replay (created_at);
create index delivery_stuck on delivery (destination, key) where state in (5, 6, 8, 9);
