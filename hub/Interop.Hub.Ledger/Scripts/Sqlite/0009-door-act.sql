-- What operators did to destinations' doors. The door's own row holds only how it stands now. reason is in the clear: it
-- may name nobody.
create table door_act (
  key integer primary key,
  destination text not null,
  opened integer not null,
  operator text not null,
  reason text not null,
  at integer not null
) strict;
