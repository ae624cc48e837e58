-- The traceparent (W3C) of the decision, for the spans of what is owed; null while nobody traced.
alter table registrations add column trace text;
