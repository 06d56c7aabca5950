-- Which laying-down of a file the ledger means: 32 hexadecimal digits, never used twice, so that removing a struck one
-- cannot harm what was uploaded since. Null: laid down under its owner and digest, before there were generations.
alter table document add column generation text;
create unique index document_generation on document (generation) where generation is not null;

-- Uploads that come in pieces, and their pieces, without a gap from the beginning.
create table document_upload (
  owner text not null,
  digest blob not null,
  total integer not null,
  -- How many pieces it has.
  pieces integer not null,
  touched_at integer not null,
  primary key (owner, digest)
) strict, without rowid;

create index document_upload_touched on document_upload (touched_at);

create table document_part (
  owner text not null,
  digest blob not null,
  start integer not null,
  length integer not null,
  generation text not null unique,
  primary key (owner, digest, start)
) strict, without rowid;
