-- What runs is found among what has ended, and what was called by whom.
create index instance_open on instance (parent_id) where state in ('running', 'suspended');
