-- What officers looked up at authorities: a line when they ask, a line when they were answered. Nothing of whom they asked
-- about; purpose is in the clear: it may name nobody. key is one of operator_act_key's.
create table look_up (
  key bigint primary key,
  id text not null,
  partner text not null,
  officer text not null,
  unit text not null,
  dossier text not null,
  procedure text not null,
  destination text not null,
  purpose text not null,
  outcome text not null,
  at bigint not null
);

-- How many an officer made on a day (days since 0001-01-01, of Vietnam). Days that are over are forgotten.
create table look_up_count (
  day integer not null,
  partner text not null,
  officer text not null,
  asked integer not null,
  primary key (day, partner, officer)
);
