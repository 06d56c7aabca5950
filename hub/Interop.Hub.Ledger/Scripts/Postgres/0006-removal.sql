-- What was taken out of the ledger for good: some packets' contents because their time had come (kind 1), or a whole
-- dossier's at an operator's order (kind 2). Written once, vouched for by the evidence (kind 5). packets and cancelled are
-- keys of packets and deliveries. reason is in the clear: it may name nobody.
create sequence removal_key cache 1;

create table removal (
  key bigint primary key,
  kind integer not null,
  dossier bigint,
  operator text,
  reason text,
  packets bigint[] not null,
  cancelled bigint[] not null,
  at bigint not null
);

-- The removal that took a packet's content; of a dossier: the one that erased it, and emptied key_id and data_key.
alter table packet add column removal bigint, add column removed_at bigint;
alter table dossier add column removal bigint;

-- Does anybody else refer to a file?
create index packet_document_file on packet_document (owner, digest);

-- The master keys that each node was last started with, by their ids: nothing is wrapped anew under one it does not know.
create table key_ring (
  node text collate "C" primary key,
  ids text not null,
  noted_at bigint not null
);

-- What an operator did to a delivery.
create index operator_act_delivery on operator_act (delivery);
