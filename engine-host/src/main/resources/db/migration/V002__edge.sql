-- Demands for a person's consent. A consent holds for its binding alone: other inputs need another one.
create table approval (
    id              text        primary key,
    task_id         text        not null,
    instance_id     text        not null,
    tenant          text        not null,
    task_type       text        not null,
    version         text,
    role            text        not null,
    reason          text        not null,
    submitter       text        not null,
    inputs          text        not null, -- what the person sees and consents to, a JSON object
    binding         text        not null, -- sha256 over task type, version and inputs
    state           text        not null default 'open' check (state in ('open', 'approved', 'rejected', 'void')),
    requested_at    timestamptz not null default clock_timestamp(),
    decided_at      timestamptz,
    decided_by      text,
    decision_reason text
);
create unique index approval_open_task on approval (task_id) where state = 'open';
create index approval_open on approval (tenant, requested_at) where state = 'open';
create index approval_task on approval (task_id);
