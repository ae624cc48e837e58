-- The whole schema of the time when PostgreSQL came; Sqlite/0001 to 0011 make the same. Texts are ordered as SQLite does it, whatever the database is set to.
-- Times are integer milliseconds since 1970, UTC. Enumerations are the numbers of the domain.

create table settings (
    name text collate "C" not null primary key,
    value text collate "C" not null
);

-- Who runs the passes, by the database's clock; one row.
create table leader (
    holder text collate "C" not null,
    epoch bigint not null,
    until bigint not null
);

insert into leader (holder, epoch, until) values ('', 0, 0);

-- The queue too: "owed is not null and next_attempt_at <= now" is what must still be said to Zoom.
create table registrations (
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    list text collate "C" not null,
    email text collate "C" not null,
    first_name text collate "C" not null,
    last_name text collate "C" not null,
    answers text collate "C",                       -- JSON; null once they are no longer needed
    answers_print text collate "C" not null,
    occurrences text collate "C" not null,          -- JSON array of Zoom's occurrence ids
    registered_at bigint not null,
    received_at bigint not null,
    source bigint not null,
    status bigint not null,
    reason bigint,
    code text collate "C",
    generation bigint not null,
    decided_at bigint,
    approved_at bigint,
    judged_against bigint,
    adopted_at bigint,
    owed bigint,
    next_attempt_at bigint,
    attempt_at bigint,                 -- a call was begun and its effect is not yet known
    attempt_epoch bigint not null,
    reads bigint not null,
    id_only bigint not null,
    refusals bigint not null,
    failures bigint not null,
    wish bigint,
    calls_day bigint not null,
    calls_today bigint not null,
    zoom_words text collate "C" not null,
    version bigint not null,
    occurrence text collate "C",
    occurrences_seen text collate "C" not null default '{}',
    trace text collate "C",
    primary key (kind, meeting_id, registrant_id)
);

create index registrations_owed on registrations (next_attempt_at) where owed is not null;
create index registrations_status on registrations (status, received_at);
create index registrations_received on registrations (received_at);
create index registrations_answers on registrations (status) where answers is not null;
create index registrations_adopted on registrations (adopted_at) where adopted_at is not null;
create index registrations_id on registrations (registrant_id);

-- Who used a code. Nothing but this key decides a race.
create table claims (
    list text collate "C" not null,
    code text collate "C" not null,
    generation bigint not null,
    use_number bigint not null,
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    claimed_at bigint not null,
    given_back bigint not null default 0,
    ordinal bigint not null default 1,
    primary key (list, code, generation, use_number)
);

create unique index claims_one_each on claims (list, code, generation, kind, meeting_id, registrant_id) where use_number > 0;
create index claims_holder on claims (kind, meeting_id, registrant_id);

-- How often a code was released; a code that is not here is in its first generation (1).
create table generations (
    list text collate "C" not null,
    code text collate "C" not null,
    generation bigint not null,
    primary key (list, code)
);

-- Which waiting or adopted registrations a change of a code concerns.
create table candidates (
    list text collate "C" not null,
    code text collate "C" not null,
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    primary key (list, code, kind, meeting_id, registrant_id)
);

create index candidates_registration on candidates (kind, meeting_id, registrant_id);

-- The last good copy of the list. Rows move, so their numbers are not kept.
create table invitations (
    list text collate "C" not null,
    code text collate "C" not null,
    session text collate "C" not null,
    spent bigint not null,
    ambiguous bigint not null,
    unreadable bigint not null,
    expires_at bigint,
    holder text collate "C",
    on_hold bigint not null default 0,
    uses bigint not null default 1,
    primary key (list, code)
);

create table list_copies (
    list text collate "C" not null primary key,
    spreadsheet text collate "C" not null,
    tab text collate "C" not null,
    began_at bigint not null,
    version bigint not null
);

-- What we last saw of our own in a row ("base"); one place is never compared with another.
create table marks (
    list text collate "C" not null,
    spreadsheet text collate "C" not null,
    tab text collate "C" not null,
    code text collate "C" not null,
    seen_status text collate "C",
    seen_id text collate "C",
    seen_data text collate "C",                     -- fingerprint
    sent_status text collate "C",                   -- sent, and not seen there yet
    sent_id text collate "C",
    sent_data text collate "C",
    seen_for text collate "C" not null default '',
    sent_for text collate "C" not null default '',
    primary key (list, spreadsheet, tab, code)
);

create table owed_marks (
    list text collate "C" not null,
    code text collate "C" not null,
    version bigint not null,
    owed_at bigint,
    primary key (list, code)
);

-- Registrants to be read from Zoom before anything is decided.
create table hints (
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    kept_at bigint not null,
    primary key (kind, meeting_id, registrant_id)
);

-- Ids and codes only: what is here stays for ever.
create table history (
    id bigint generated always as identity primary key,
    at bigint not null,
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    event bigint not null,
    actor bigint not null,
    status bigint,
    reason bigint,
    code text collate "C",
    generation bigint
);

create index history_registration on history (kind, meeting_id, registrant_id, id);

create function history_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'history is append-only';
end
$$;

create trigger history_is_never_changed before update or delete on history for each row execute function history_is_append_only();

-- For which meetings Zoom should deliver, and since when: who registered before is nobody's loss.
create table expected (
    kind bigint not null,
    meeting_id bigint not null,
    since bigint not null,
    primary key (kind, meeting_id)
);

-- Registrants whom a sweep found first, until a delivery tells of them.
create table undelivered (
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    registered_at bigint not null,
    primary key (kind, meeting_id, registrant_id)
);

create index history_used_twice on history (event) where event = 11;

-- The last thing Zoom told of a registrant after the registration, until a reading shows what came of it.
create table notices (
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,
    event bigint not null,
    at bigint not null,                -- Zoom's time
    gives_back bigint not null,        -- their own cancellation, and it is to free the code
    primary key (kind, meeting_id, registrant_id)
);

-- What stood in our columns of the list before writes that no reading has shown yet: should one have landed in a moved row, this goes back.
-- People's names are in it: nothing is kept once every write was seen.
create table kept_cells (
    list text collate "C" not null,
    spreadsheet text collate "C" not null,
    tab text collate "C" not null,
    code text collate "C" not null,
    status text collate "C" not null,
    id text collate "C" not null,
    data text collate "C" not null,
    primary key (list, spreadsheet, tab, code)
);

-- Different unknown codes that were tried, each once for the meeting and once for the address it came from; forgotten after a day.
-- Fingerprints only.
create table guesses (
    scope text collate "C" not null,                -- kind and number of the meeting, or the fingerprint of the address
    code text collate "C" not null,                 -- fingerprint
    at bigint not null,
    primary key (scope, code)
);

create index guesses_latest on guesses (scope, at);
create index guesses_oldest on guesses (at);

-- Meetings, and addresses that are conspicuous by themselves.
create table guess_watches (
    scope text collate "C" not null primary key,
    kind bigint not null,
    meeting_id bigint not null,
    registrant_id text collate "C" not null,        -- of an address: its last registration; '' for a meeting
    recent bigint not null,            -- the last 40 decisions of a meeting, a bit each, the last one lowest: 1 for a try
    opened_at bigint                   -- a person ended it: earlier tries do not count
);

create index registrations_held on registrations (kind, meeting_id) where status = 1 and reason = 15;

-- Texts in the approve column that readings have shown. Done: they have had their way, or the code was set free after they were
-- seen, and they ask for nothing any more. Dropped when people have emptied the cell.
create table approve_cells (
    list text collate "C" not null,
    code text collate "C" not null,
    done bigint not null,
    primary key (list, code)
);
