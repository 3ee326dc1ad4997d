alter table task add column labels text; -- classes of its inputs and outputs; a JSON object

-- Which variables of an instance hold data of which classes; what is not here holds none that matters.
create table variable_label (
    instance_id text   not null,
    name        text   not null,
    classes     text[] not null,
    primary key (instance_id, name)
);

-- Values that a task may hand on and not see; it gets the id in a text.
create table data_handle (
    id          text        primary key,
    root_id     text        not null,
    value       text        not null, -- a JSON object
    classes     text[]      not null,
    created_at  timestamptz not null default clock_timestamp()
);
create index data_handle_root on data_handle (root_id);
