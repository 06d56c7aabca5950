-- Restores that a person stated. What was stated never changes, and the evidence vouches for it (kind 6, number 0); behind
-- it stands how far the statement has come.
create table recovery (
  epoch integer primary key,
  stated_at integer not null,
  stated_by text not null,
  reason text not null,
  -- Receipts given before this are all in the ledger.
  lost_from integer not null,
  -- What was found of each chain of evidence: JSON.
  chains text not null,
  doubted integer not null default 0,
  -- The delivery that was taken into doubt last; null: none yet.
  place_lane integer,
  place_destination text,
  place_position integer,
  place_key integer,
  finished integer not null default 0,
  told integer not null default 0
) strict;

-- What holds the hub: while a row is not released, nothing is taken and nothing is sent. A sign that was released holds no
-- second time. The evidence vouches for releases (kind 6, number 1).
create table hold (
  key integer primary key,
  sign text not null unique,
  epoch integer,
  since integer not null,
  detail text not null,
  released_at integer,
  released_by text,
  release_reason text,
  unstated integer
) strict;
