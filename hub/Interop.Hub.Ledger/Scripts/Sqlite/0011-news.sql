-- What senders are to hear that no attempt tells them, of each delivery the newest. state: 3 its refusal was taken back,
-- 6 it is in doubt, 7 it arrived after all. due_at: from when it is to be told; null: it was told, and the doubt lasts.
create table news (
  delivery integer primary key references delivery (key),
  state integer not null,
  since integer not null,
  due_at integer
) strict;

create index news_due on news (due_at) where due_at is not null;

insert into news (delivery, state, since, due_at) select delivery, 7, arrived_at, arrived_at from told where arrived_at is not null;

-- Who was told something, and hears of what contradicts it: that is all this table says now.
drop index told_arrived;
alter table told drop column arrived_at;
