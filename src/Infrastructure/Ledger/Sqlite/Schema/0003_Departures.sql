-- The last thing Zoom told of a registrant after the registration, until a reading shows what came of it.
create table notices (
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    event integer not null,
    at integer not null,                -- Zoom's time
    gives_back integer not null,        -- their own cancellation, and it is to free the code
    primary key (kind, meeting_id, registrant_id)
) without rowid, strict;

-- The registrant gave the code back: should it still be free, the same registrant may use it again.
alter table claims add column given_back integer not null default 0;

alter table registrations add column occurrence text;                               -- the one the call under way is about
alter table registrations add column occurrences_seen text not null default '{}';   -- JSON object: what Zoom showed of each
