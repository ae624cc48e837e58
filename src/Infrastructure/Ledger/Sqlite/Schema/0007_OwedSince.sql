-- Since when the list should show something else than it does; null where an earlier version noted it.
alter table owed_marks add column owed_at integer;
