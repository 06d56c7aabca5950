-- What operators did to destinations' doors. The door's own row holds only how it stands now. reason is in the clear: it
-- may name nobody. key is one of operator_act_key's.
create table door_act (
  key bigint primary key,
  destination text not null,
  opened boolean not null,
  operator text not null,
  reason text not null,
  at bigint not null
);
