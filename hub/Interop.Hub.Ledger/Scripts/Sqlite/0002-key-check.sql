-- A trace of the digest key: with other master keys the hub must not start, for it would take every repeated packet as new.
create table key_check (
  name text primary key,
  trace blob not null
) strict, without rowid;
