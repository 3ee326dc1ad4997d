-- What traces are made of, as far as nothing else says it.

-- How a traced instance came in; a JSON object.
alter table instance add column submission text;

-- Tokens of the attempts whose outcomes let the process come to this task, the last one first.
alter table task add column caused_by text[];

-- How a former attempt came to its function, and when.
alter table task_attempt add column times jsonb, add column route text, add column lease_owner text;

-- What an outcome says of the execution behind it: times, error code; a JSON object.
alter table inbox add column execution text;

-- Up to which row of the outbox the collector has what was told there.
create table trace_cursor (
    place bigint not null
);
insert into trace_cursor values (0);
