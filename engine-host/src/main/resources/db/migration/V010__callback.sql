-- Attempts that were handed over to whoever holds a token. Of the token only its digest is kept.
create table callback (
    task_id       text        primary key,
    attempt_token text        not null, -- of the attempt that was handed over; another one has nothing to do with it
    token_sha256  text        not null,
    opened_at     timestamptz not null default clock_timestamp(),
    deadline      timestamptz not null,
    heartbeat_s   integer,              -- longest silence; null when silence means nothing
    heartbeat_at  timestamptz not null default clock_timestamp(),
    percent       integer,
    message       text,
    due_at        timestamptz           -- when the attempt is lost; null once somebody has dealt with it
);
create unique index callback_token on callback (token_sha256);
create index callback_due on callback (due_at) where due_at is not null;
