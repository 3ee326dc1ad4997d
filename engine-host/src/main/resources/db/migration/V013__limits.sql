-- Limits: who takes a place, who waits for one, and what is left of a rate. A key is the place of a limit in the policies and the
-- values by which it counts. All of it is written under the lock of the key, in the transaction of a lease.

-- Whether the task takes places of limits, so that those that ended are found at once.
alter table task add column limited boolean not null default false;
create index task_place_free on task (id) where limited and status not in ('leased', 'queued', 'running');

-- A place is taken as long as its task is leased, queued or running; what is left of it afterwards counts no more.
create table limit_place (
    key     text not null,
    task_id text not null,
    primary key (key, task_id)
);
create index limit_place_task on limit_place (task_id);

-- Tasks that are ready and wait for a limit. Their own time is kept here: in their row it is 'infinity', so that nothing that looks
-- for ready tasks comes across them.
create table limit_wait (
    task_id  text        primary key,
    key      text        not null,
    tenant   text        not null,
    priority smallint    not null,
    ready_at timestamptz not null
);
create index limit_wait_turn on limit_wait (key, tenant, priority, ready_at);

create table limit_bucket (
    key       text             primary key,
    tokens    double precision not null,
    filled_at timestamptz      not null,
    full_at   timestamptz      not null, -- from then on it says no more than a bucket that is not there
    due_at    timestamptz                -- when the next token is there; null when nobody waits for it
);
create index limit_bucket_due on limit_bucket (due_at) where due_at is not null;
create index limit_bucket_full on limit_bucket (full_at) where due_at is null;
