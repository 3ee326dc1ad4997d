-- Attempts of tasks whose executor is a process, and the instances that execute them.
create table unit_process (
    child_id      text        primary key,
    task_id       text        not null,
    attempt       integer     not null,
    attempt_token text        not null,
    depth         integer     not null, -- how many such tasks are around it, itself included
    priority      smallint    not null, -- of the task, and of what its process says nothing of
    error         text,                 -- what ended the instance for the task's process to deal with; a JSON object
    closed_at     timestamptz           -- since when the attempt has its outcome and the instance has ended
);
create index unit_process_open on unit_process (child_id) where closed_at is null;
create index unit_process_task on unit_process (task_id);
