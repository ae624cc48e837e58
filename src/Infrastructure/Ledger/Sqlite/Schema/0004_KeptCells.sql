-- What stood in our columns of the list before writes that no reading has shown yet: should one have landed in a moved row, this goes back.
-- People's names are in it: nothing is kept once every write was seen.
create table kept_cells (
    list text not null,
    spreadsheet text not null,
    tab text not null,
    code text not null,
    status text not null,
    id text not null,
    data text not null,
    primary key (list, spreadsheet, tab, code)
) without rowid, strict;
