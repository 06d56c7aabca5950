-- When the sender was told that a delivery was refused, has stopped or is in doubt; empty again once it was told that the
-- packet arrived after all.
alter table delivery add column told_at integer;
create index delivery_told on delivery (key) where told_at is not null and state = 7;
