-- a person wrote something into the hold cell of the row
alter table invitations add column on_hold integer not null default 0;
