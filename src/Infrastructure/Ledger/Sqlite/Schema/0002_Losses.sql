-- For which meetings Zoom should deliver, and since when: who registered before is nobody's loss.
create table expected (
    kind integer not null,
    meeting_id integer not null,
    since integer not null,
    primary key (kind, meeting_id)
) without rowid, strict;

-- Registrants whom a sweep found first, until a delivery tells of them.
create table undelivered (
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    registered_at integer not null,
    primary key (kind, meeting_id, registrant_id)
) without rowid, strict;

create index history_used_twice on history (event) where event = 11;
