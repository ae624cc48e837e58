-- Different unknown codes that were tried, each once for the meeting and once for the address it came from; forgotten after a day.
-- Fingerprints only.
create table guesses (
    scope text not null,                -- kind and number of the meeting, or the fingerprint of the address
    code text not null,                 -- fingerprint
    at integer not null,
    primary key (scope, code)
) without rowid, strict;

create index guesses_latest on guesses (scope, at);
create index guesses_oldest on guesses (at);

-- Meetings, and addresses that are conspicuous by themselves.
create table guess_watches (
    scope text not null primary key,
    kind integer not null,
    meeting_id integer not null,
    registrant_id text not null,        -- of an address: its last registration; '' for a meeting
    recent integer not null,            -- the last 40 decisions of a meeting, a bit each, the last one lowest: 1 for a try
    opened_at integer                   -- a person ended it: earlier tries do not count
) without rowid, strict;

create index registrations_held on registrations (kind, meeting_id) where status = 1 and reason = 15;
