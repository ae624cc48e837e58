-- Texts in the approve column that readings have shown. Done: they have had their way, or the code was set free after they were
-- seen, and they ask for nothing any more. Dropped when people have emptied the cell.
create table approve_cells (
    list text not null,
    code text not null,
    done integer not null,
    primary key (list, code)
) without rowid, strict;
