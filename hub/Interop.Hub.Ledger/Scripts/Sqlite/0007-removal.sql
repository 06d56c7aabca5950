-- What was taken out of the ledger for good: some packets' contents because their time had come (kind 1), or a whole
-- dossier's at an operator's order (kind 2). Written once, vouched for by the evidence (kind 5). packets and cancelled are
-- keys of packets and deliveries, 8 bytes each, high byte first. reason is in the clear: it may name nobody.
create table removal (
  key integer primary key,
  kind integer not null,
  dossier integer references dossier (key),
  operator text,
  reason text,
  packets blob not null,
  cancelled blob not null,
  at integer not null
) strict;

-- The removal that took a packet's content; of a dossier: the one that erased it, and emptied key_id and data_key.
alter table packet add column removal integer references removal (key);
alter table packet add column removed_at integer;
alter table dossier add column removal integer references removal (key);

-- Does anybody else refer to a file?
create index packet_document_file on packet_document (owner, digest);

-- The master keys that the node was last started with, by their ids: nothing is wrapped anew under one it does not know.
create table key_ring (
  node text primary key,
  ids text not null,
  noted_at integer not null
) strict, without rowid;

-- What an operator did to a delivery.
create index operator_act_delivery on operator_act (delivery);
