-- For whose claim a mark stood in the row, or was sent there: what the next holder of the code should show was never cleared by anybody.
alter table marks add column seen_for text not null default '';
alter table marks add column sent_for text not null default '';
