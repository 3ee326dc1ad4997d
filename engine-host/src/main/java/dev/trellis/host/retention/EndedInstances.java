package dev.trellis.host.retention;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Forgets call trees that ended long ago, with everything that was written of them. A tree with an open incident, one that is
 * being undone, or with a cancellation that no executor has acknowledged, is still somebody's business and stays.
 */
public final class EndedInstances {
    private static final String DUE = """
            select root.id from instance root
             where root.ended_at < statement_timestamp() - :age * interval '1 second' and root.id = root.root_id
               and not exists (select 1 from instance part where part.root_id = root.id and part.ended_at is null)
               and not exists (select 1 from incident i join instance part on part.id = i.instance_id
                                where part.root_id = root.id and i.state = 'open')
               and not exists (select 1 from compensation c where c.root_id = root.id and c.state = 'running')
               and not exists (select 1 from cancellation c join task t on t.id = c.task_id
                                where t.root_id = root.id and c.acked_at is null)
             order by root.ended_at limit :most for update of root skip locked
            """;

    /** What hangs on tasks goes before the tasks, what hangs on instances before the instances. */
    private static final List<String> FORGET = List.of(
            "delete from task_attempt a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from inbox a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from cancellation a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from callback a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from approval a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from limit_place a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from limit_wait a using task t where a.task_id = t.id and t.root_id = any(:roots)",
            "delete from compensation where root_id = any(:roots)",
            "delete from task where root_id = any(:roots)",
            "delete from data_handle where root_id = any(:roots)",
            "delete from variable_label a using instance i where a.instance_id = i.id and i.root_id = any(:roots)",
            "delete from incident a using instance i where a.instance_id = i.id and i.root_id = any(:roots)",
            "delete from audit a using instance i where a.instance_id = i.id and i.root_id = any(:roots)",
            "delete from unit_process a using instance i where a.child_id = i.id and i.root_id = any(:roots)",
            "delete from instance where root_id = any(:roots)");

    private EndedInstances() {}

    /**
     * Forgets the trees that ended first.
     *
     * @param age what ended longer ago than this may go
     * @param most how many trees, so that no transaction is long
     * @return how many went
     */
    public static int forget(Duration age, int most, Handle transaction) {
        List<String> roots = transaction
                .createQuery(DUE)
                .bind("age", age.toSeconds())
                .bind("most", most)
                .mapTo(String.class)
                .list();
        if (!roots.isEmpty()) {
            String[] ids = roots.toArray(String[]::new);
            FORGET.forEach(statement ->
                    transaction.createUpdate(statement).bind("roots", ids).execute());
        }
        return roots.size();
    }
}
