-- Restores that a person stated. What was stated never changes, and the evidence vouches for it (kind 6, number 0); behind
-- it stands how far the statement has come.
create table recovery (
  epoch bigint primary key,
  stated_at bigint not null,
  stated_by text not null,
  reason text not null,
  -- Receipts given before this are all in the ledger.
  lost_from bigint not null,
  -- What was found of each chain of evidence: JSON.
  chains text not null,
  doubted bigint not null default 0,
  -- The delivery that was taken into doubt last; null: none yet.
  place_lane bigint,
  place_destination text collate "C",
  place_position bigint,
  place_key bigint,
  finished boolean not null default false,
  told boolean not null default false
);

-- What holds the hub: while a row is not released, nothing is taken and nothing is sent. A sign that was released holds no
-- second time. The evidence vouches for releases (kind 6, number 1).
create table hold (
  key bigint generated always as identity primary key,
  sign text collate "C" not null unique,
  epoch bigint,
  since bigint not null,
  detail text not null,
  released_at bigint,
  released_by text,
  release_reason text,
  unstated boolean
);
