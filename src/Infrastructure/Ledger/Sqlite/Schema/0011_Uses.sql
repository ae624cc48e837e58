-- How many registrants a code admits.
alter table invitations add column uses integer not null default 1;

-- In which order the codes' uses of one generation were claimed. A use that was set free while others stayed has a use number below 1.
alter table claims add column ordinal integer not null default 1;

-- A registration takes one use of a code, however often it is delivered.
create unique index claims_one_each on claims (list, code, generation, kind, meeting_id, registrant_id) where use_number > 0;
