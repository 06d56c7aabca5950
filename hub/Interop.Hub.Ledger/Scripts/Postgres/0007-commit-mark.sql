-- What a node's last commit without an evidence entry left behind (claims, and what else changes nothing to vouch for). After a lost connection it
-- says whether that commit happened: a transaction's number does not, once the server crashed and gave it out anew.
create table commit_mark (
  node text collate "C" primary key,
  mark bytea not null
) with (fillfactor = 10);
