package dev.trellis.host.instance;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Instances that run and in which nothing can ever happen: no task is open, no instance that they called runs, no undo, timer,
 * step, message, signal or person is waited for, and no incident is open. There should be none; one statement finds them in one
 * snapshot, between whole transactions of the engine.
 */
public final class StuckInstances {
    private static final String FIND = """
            select i.id, i.tenant, i.process, count(*) over () as all_of_them from instance i
             where i.state = 'running'
               and not exists (select 1 from instance c where c.parent_id = i.id and c.state in ('running', 'suspended'))
               and not exists (select 1 from task t where t.instance_id = i.id
                     and t.status in ('awaiting_approval', 'ready', 'leased', 'queued', 'running', 'incident'))
               and not exists (select 1 from compensation c join task u on u.root_id = c.root_id
                     where c.root_id = i.root_id and c.instance_id = i.id and c.state = 'running' and u.undoes is not null
                     and u.status in ('awaiting_approval', 'ready', 'leased', 'queued', 'running', 'incident'))
               and not exists (select 1 from act_ru_timer_job j where j.process_instance_id_ = i.id)
               and not exists (select 1 from act_ru_job j where j.process_instance_id_ = i.id)
               and not exists (select 1 from act_ru_suspended_job j where j.process_instance_id_ = i.id)
               and not exists (select 1 from act_ru_event_subscr s
                     where s.proc_inst_id_ = i.id and s.event_type_ <> 'compensate')
               and not exists (select 1 from act_ru_task u where u.proc_inst_id_ = i.id)
               and not exists (select 1 from incident n where n.instance_id = i.id and n.state = 'open')
             order by i.started_at, i.id limit :most""";

    /** One of them. */
    public record Stuck(String id, String tenant, String process) {}

    /**
     * What was found.
     *
     * @param count of all
     * @param oldest some of them, the oldest first
     */
    public record Found(long count, List<Stuck> oldest) {
        public Found {
            oldest = List.copyOf(oldest);
        }

        @Override
        public String toString() {
            String names = oldest.stream()
                    .map(one -> one.id() + " of " + one.process())
                    .collect(Collectors.joining(", "));
            return count + " stuck: " + names;
        }
    }

    /**
     * Finds them.
     *
     * @param most how many to name
     */
    public static Found find(int most, Handle handle) {
        record Row(Stuck stuck, long all) {}
        List<Row> rows = handle.createQuery(FIND)
                .bind("most", most)
                .map((row, context) -> new Row(
                        new Stuck(row.getString("id"), row.getString("tenant"), row.getString("process")),
                        row.getLong("all_of_them")))
                .list();
        return new Found(
                rows.isEmpty() ? 0 : rows.getFirst().all(),
                rows.stream().map(Row::stuck).toList());
    }

    private StuckInstances() {}
}
