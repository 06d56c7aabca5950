-- What messages to the hub were sent with once. Forgotten when it has expired, some with each that comes.
create table nonce (
  scope text not null,
  nonce bytea not null,
  expires bigint not null,
  primary key (scope, nonce)
);

create index nonce_expires on nonce (expires);
