-- What messages to the hub were sent with once. Forgotten when it has expired, some with each that comes.
create table nonce (
  scope text not null,
  nonce blob not null,
  expires integer not null,
  primary key (scope, nonce)
) strict, without rowid;

create index nonce_expires on nonce (expires);
