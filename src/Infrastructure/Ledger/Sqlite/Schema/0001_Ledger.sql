-- Times are integer milliseconds since 1970, UTC. Enumerations are the numbers of the domain.

create table settings (
    name text not null primary key,
    value text not null
) without rowid, strict;

-- The queue too: "owed is not null and next_attempt_at <= now" is what must still be said to Zoom.
create table registrations (
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    list text not null,
    email text not null,
    first_name text not null,
    last_name text not null,
    answers text,                       -- JSON; null once they are no longer needed
    answers_print text not null,
    occurrences text not null,          -- JSON array of Zoom's occurrence ids
    registered_at integer not null,
    received_at integer not null,
    source integer not null,
    status integer not null,
    reason integer,
    code text,
    generation integer not null,
    decided_at integer,
    approved_at integer,
    judged_against integer,
    adopted_at integer,
    owed integer,
    next_attempt_at integer,
    attempt_at integer,                 -- a call was begun and its effect is not yet known
    attempt_epoch integer not null,
    reads integer not null,
    id_only integer not null,
    refusals integer not null,
    failures integer not null,
    wish integer,
    calls_day integer not null,
    calls_today integer not null,
    zoom_words text not null,
    version integer not null,
    primary key (kind, meeting_id, registrant_id)
) without rowid, strict;

create index registrations_owed on registrations (next_attempt_at) where owed is not null;
create index registrations_status on registrations (status, received_at);
create index registrations_received on registrations (received_at);
create index registrations_answers on registrations (status) where answers is not null;
create index registrations_adopted on registrations (adopted_at) where adopted_at is not null;
create index registrations_id on registrations (registrant_id);

-- Who used a code. Nothing but this key decides a race.
create table claims (
    list text not null,
    code text not null,
    generation integer not null,
    use_number integer not null,
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    claimed_at integer not null,
    primary key (list, code, generation, use_number)
) without rowid, strict;

create index claims_holder on claims (kind, meeting_id, registrant_id);

-- How often a code was released; a code that is not here is in its first generation (1).
create table generations (
    list text not null,
    code text not null,
    generation integer not null,
    primary key (list, code)
) without rowid, strict;

-- Which waiting or adopted registrations a change of a code concerns.
create table candidates (
    list text not null,
    code text not null,
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    primary key (list, code, kind, meeting_id, registrant_id)
) without rowid, strict;

create index candidates_registration on candidates (kind, meeting_id, registrant_id);

-- The last good copy of the list. Rows move, so their numbers are not kept.
create table invitations (
    list text not null,
    code text not null,
    session text not null,
    spent integer not null,
    ambiguous integer not null,
    unreadable integer not null,
    expires_at integer,
    holder text,
    primary key (list, code)
) without rowid, strict;

create table list_copies (
    list text not null primary key,
    spreadsheet text not null,
    tab text not null,
    began_at integer not null,
    version integer not null
) without rowid, strict;

-- What we last saw of our own in a row ("base"); one place is never compared with another.
create table marks (
    list text not null,
    spreadsheet text not null,
    tab text not null,
    code text not null,
    seen_status text,
    seen_id text,
    seen_data text,                     -- fingerprint
    sent_status text,                   -- sent, and not seen there yet
    sent_id text,
    sent_data text,
    primary key (list, spreadsheet, tab, code)
) without rowid, strict;

create table owed_marks (
    list text not null,
    code text not null,
    version integer not null,
    primary key (list, code)
) without rowid, strict;

-- Registrants to be read from Zoom before anything is decided.
create table hints (
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    kept_at integer not null,
    primary key (kind, meeting_id, registrant_id)
) without rowid, strict;

-- Ids and codes only: what is here stays for ever.
create table history (
    id integer primary key autoincrement,
    at integer not null,
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,
    event integer not null,
    actor integer not null,
    status integer,
    reason integer,
    code text,
    generation integer
) strict;

create index history_registration on history (kind, meeting_id, registrant_id, id);

create trigger history_is_never_changed before update on history
begin
    select raise(abort, 'history is append-only');
end;

create trigger history_is_never_deleted before delete on history
begin
    select raise(abort, 'history is append-only');
end;
