-- Compensation: what undoes a task, which activation it belongs to, and the runs that undo.

alter table task
    add column action          text not null default 'execute' check (action in ('execute', 'compensate')),
    add column scope           text not null default '', -- the innermost scope of the model that is not completed yet
    add column undone_by       text,                     -- what undoes it; null when nothing does
    add column undo            text,                     -- what the undo asks for, kept when it succeeded; a JSON object
    add column undoes          text,                     -- the task that it undoes; null for work that goes forward
    add column compensation_id text;                     -- the run that undoes it, or whose undo it is
-- An activation is undone once, whatever happens.
create unique index task_undoes on task (undoes) where undoes is not null;
create index task_scope on task (scope) where undone_by is not null;
create index task_compensation on task (compensation_id) where compensation_id is not null;

-- Runs that undo tasks, one at a time, in the reverse order of their completion.
create table compensation (
    id            text        primary key,
    instance_id   text        not null,
    root_id       text        not null,
    tenant        text        not null,
    element       text        not null, -- the event that threw it, or the task that required it or came late
    cause         text        not null check (cause in ('event', 'required', 'late_effect')),
    execution_id  text,                 -- the place that waits for its end; null when nobody does
    scopes        text[],               -- the scopes that are left at its end: what is completed until then is undone too
    error_code    text,                 -- thrown at the place at its end; null to go on
    error_message text,
    state         text        not null default 'running' check (state in ('running', 'done', 'failed')),
    started_at    timestamptz not null default clock_timestamp(),
    ended_at      timestamptz
);
create index compensation_root on compensation (root_id);
