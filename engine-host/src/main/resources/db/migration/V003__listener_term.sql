-- An orchestrator says how long it waits, so a dead one is known as soon as that is over.
alter table pdo_listener rename column seen_at to listens_until;
