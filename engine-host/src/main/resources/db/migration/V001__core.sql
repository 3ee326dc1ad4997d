-- The kernel's own tables; the engine keeps its tables (ACT_*) in the schema "public" and makes them itself.

create table definition (
    name            text        not null,
    version         text        not null,
    engine_id       text        not null unique,
    sha256          text        not null,
    bpmn            bytea       not null, -- the author's file, byte for byte
    task_types      text[]      not null,
    called          text[]      not null,
    deployed_at     timestamptz not null default clock_timestamp(),
    primary key (name, version)
);

create table instance (
    id              text        primary key,
    root_id         text        not null,
    parent_id       text,
    process         text        not null,
    version         text        not null,
    tenant          text        not null,
    state           text        not null check (state in ('running', 'suspended', 'completed', 'cancelled')),
    business_key    text,
    idempotency_key text,
    request_hash    text,                 -- of what was submitted, to tell a repetition from a conflict
    submitter       text        not null,
    traceparent     text,
    lock            text        not null, -- the versions it is pinned to, a JSON object
    variables       text,                 -- at its end, a JSON object
    started_at      timestamptz not null default clock_timestamp(),
    ended_at        timestamptz,
    end_reason      text,
    audit_number    bigint      not null default 0,
    audit_hash      text        not null default ''
);
create unique index instance_idempotency on instance (tenant, idempotency_key) where idempotency_key is not null;
create unique index instance_business_key on instance (tenant, process, business_key)
    where business_key is not null and parent_id is null and state <> 'cancelled';
create index instance_root on instance (root_id);
create index instance_listing on instance (tenant, started_at desc);
create index instance_ended on instance (ended_at) where id = root_id;

create sequence task_completion;

create table task (
    id                text        primary key,
    instance_id       text        not null,
    root_id           text        not null,
    execution_id      text        not null,
    tenant            text        not null,
    element           text        not null,
    loop_index        integer,
    task_type         text        not null,
    pinned_version    text,
    version_range     text,
    priority          smallint    not null check (priority between 0 and 3),
    status            text        not null check (status in ('awaiting_approval', 'ready', 'leased', 'queued', 'running',
                                  'incident', 'succeeded', 'failed', 'compensate_required', 'cancelled')),
    attempt           integer     not null default 1,
    attempt_token     text        not null,
    attempt_at        timestamptz not null default clock_timestamp(),
    suspended         boolean     not null default false,
    lease_owner       text,
    lease_until       timestamptz,
    ready_at          timestamptz not null default clock_timestamp(),
    not_after         timestamptz,          -- past it, the present attempt must not start
    watch_at          timestamptz,          -- when to look at its execution record next
    max_retries       integer     not null,
    timeout_s         integer     not null,
    heartbeat_s       integer     not null,
    effect            text        not null,
    inputs            text        not null, -- a JSON object
    request           text        not null, -- what else a request needs: keys, classes, tags, artifacts; a JSON object
    outcome           text,                 -- the accepted outcome message
    hold_reason       text,
    route             text,                 -- where the last attempt went and why; a JSON object
    completion_number bigint,               -- the order in which tasks succeeded
    created_at        timestamptz not null default clock_timestamp(),
    times             jsonb       not null  -- the first time of each status
);
create index task_ready on task (tenant, priority, ready_at) where status = 'ready' and not suspended;
create index task_lease_lapsed on task (lease_until) where status = 'leased';
create index task_watch on task (watch_at) where watch_at is not null;
create index task_instance on task (instance_id);
create index task_root on task (root_id);
create index task_execution on task (execution_id)
    where status in ('awaiting_approval', 'ready', 'leased', 'queued', 'running', 'incident');
create index task_listing on task (tenant, created_at desc);

-- Attempts that ended without ending their task well; the present one stands in its task.
create table task_attempt (
    task_id       text        not null,
    attempt       integer     not null,
    attempt_token text        not null,
    created_at    timestamptz not null,
    ended_at      timestamptz not null default clock_timestamp(),
    ending        text        not null,
    reason        text        not null,
    primary key (task_id, attempt)
);

-- Cancelled tasks whose executor may still run.
create table cancellation (
    task_id      text        primary key,
    tenant       text        not null,
    requested_at timestamptz not null default clock_timestamp(),
    tombstone_at timestamptz,
    acked_at     timestamptz
);
create index cancellation_open on cancellation (requested_at) where acked_at is null;

-- One row for each outcome that was taken: the same outcome again is recognised by its key.
create table inbox (
    task_id       text        not null,
    attempt_token text        not null,
    verdict       text        not null,
    failures      integer     not null default 0,
    outcome       text,                     -- the message, while it waits to be applied
    received_at   timestamptz not null default clock_timestamp(),
    primary key (task_id, attempt_token)
);
create index inbox_waiting on inbox (task_id) where verdict in ('held', 'parked');

create table incident (
    id          text        primary key,
    tenant      text,
    instance_id text,
    task_id     text,
    code        text        not null,
    message     text        not null,
    details     text        not null, -- a JSON object
    dedup_key   text,
    state       text        not null check (state in ('open', 'retried', 'given_up', 'dismissed')),
    opened_at   timestamptz not null default clock_timestamp(),
    resolved_at timestamptz,
    resolved_by text,
    resolution  text
);
create unique index incident_dedup on incident (dedup_key) where dedup_key is not null and state = 'open';
create index incident_task on incident (task_id) where state = 'open';
create index incident_instance on incident (instance_id);
create index incident_listing on incident (opened_at desc);

create table audit (
    instance_id text        not null,
    number      bigint      not null,
    at          timestamptz not null,
    kind        text        not null,
    actor       text        not null,
    details     text        not null, -- a JSON object
    hash        text        not null,
    primary key (instance_id, number)
);

create sequence outbox_delivery;

-- Events on their way out. A row is handed to one orchestrator at a time under a delivery number.
create table outbox (
    id              bigint generated always as identity primary key,
    event           text        not null, -- a CloudEvent in JSON format
    created_at      timestamptz not null default clock_timestamp(),
    publisher       text,
    publisher_until timestamptz,
    delivery        bigint,
    published_at    timestamptz
);
create index outbox_open on outbox (id) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

create table pdo_listener (
    pdo_id        text        primary key,
    listens_until timestamptz not null, -- the end of its wait and a while more; then it is taken for dead
    lingers       boolean     not null
);
