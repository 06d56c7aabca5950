-- Which laying-down of a file the ledger means: 32 hexadecimal digits, never used twice, so that removing a struck one
-- cannot harm what was uploaded since. Null: laid down under its owner and digest, before there were generations.
alter table document add column generation text collate "C";
create unique index document_generation on document (generation) where generation is not null;

-- Uploads that come in pieces, and their pieces, without a gap from the beginning.
create table document_upload (
  owner text collate "C" not null,
  digest bytea not null,
  total bigint not null,
  -- How many pieces it has.
  pieces bigint not null,
  touched_at bigint not null,
  primary key (owner, digest)
);

create index document_upload_touched on document_upload (touched_at);

create table document_part (
  owner text collate "C" not null,
  digest bytea not null,
  start bigint not null,
  length bigint not null,
  generation text collate "C" not null unique,
  primary key (owner, digest, start)
);
