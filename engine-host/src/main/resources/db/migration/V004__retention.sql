-- Finds the call trees that ended first, for retention.
create index instance_ended on instance (ended_at) where id = root_id;
create index incident_instance on incident (instance_id);
