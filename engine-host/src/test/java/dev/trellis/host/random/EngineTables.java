package dev.trellis.host.random;

import dev.trellis.contract.json.Json;
import dev.trellis.host.db.Database;
import dev.trellis.host.instance.StuckInstances;
import dev.trellis.host.json.JsonValues;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the database says of many instances at once, and the hand that moves the times of timers. */
final class EngineTables {
    private static final int NAMED = 1_000;

    private final Database database;

    EngineTables(Database database) {
        this.database = database;
    }

    /** How an instance ended. */
    record Ended(String state, Map<String, @Nullable Object> variables) {}

    /** A timer that waits. */
    record Timer(String job, String instance, String element, long hours) {}

    /** Those of some instances that have ended. */
    Map<String, Ended> ended(Collection<String> instances) {
        Map<String, Ended> ended = new HashMap<>();
        database.run(handle -> handle.createQuery("select id, state, coalesce(variables, '{}') from instance"
                        + " where id = any(:ids) and state <> 'running'")
                .bind("ids", instances.toArray(String[]::new))
                .map((row, context) -> ended.put(
                        row.getString(1), new Ended(row.getString(2), JsonValues.object(new Json(row.getString(3))))))
                .list());
        return ended;
    }

    /** How many tasks of an instance have which status, by element and status; without the undos of late effects. */
    Map<String, Integer> tasks(String instance) {
        Map<String, Integer> tasks = new TreeMap<>();
        database.run(handle -> handle.createQuery(
                        "select element, status, count(*) from task t where instance_id = :id and not exists"
                                + " (select 1 from task late where late.id = t.undoes and late.status = 'cancelled')"
                                + " group by element, status")
                .bind("id", instance)
                .map((row, context) -> tasks.put(row.getString(1) + " " + row.getString(2), row.getInt(3)))
                .list());
        return tasks;
    }

    /** Undos of an instance that came out of turn: before the one before them had succeeded, or of what was completed later. */
    List<String> outOfTurn(String instance) {
        return database.read(handle -> handle.createQuery("select element from (select u.id, u.element, u.created_at,"
                        + " t.completion_number as done, lag(t.completion_number) over each as done_before,"
                        + " lag((u.times ->> 'succeeded')::timestamptz) over each as undone_before"
                        + " from task u join task t on t.id = u.undoes where u.instance_id = :id and t.status = 'succeeded'"
                        + " window each as (partition by u.compensation_id order by u.created_at, u.id)) as undos"
                        + " where done_before is not null and (done > done_before or undone_before is null"
                        + " or created_at < undone_before)")
                .bind("id", instance)
                .mapTo(String.class)
                .list());
    }

    /** Those of some tasks that were taken back. */
    Set<String> cancelled(Collection<String> tasks) {
        return new HashSet<>(database.read(
                handle -> handle.createQuery("select id from task where id = any(:ids) and status = 'cancelled'")
                        .bind("ids", tasks.toArray(String[]::new))
                        .mapTo(String.class)
                        .list()));
    }

    List<Timer> timers(Collection<String> instances) {
        return database.read(handle -> handle.createQuery("select id_, process_instance_id_, element_id_,"
                        + " round(extract(epoch from duedate_ - create_time_) / 3600) from act_ru_timer_job"
                        + " where process_instance_id_ = any(:ids)")
                .bind("ids", instances.toArray(String[]::new))
                .map((row, context) -> new Timer(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list());
    }

    /** Makes a timer due. */
    void fire(Timer timer) {
        database.run(handle -> {
            int moved = handle.createUpdate("update act_ru_timer_job set duedate_ = create_time_ where id_ = :id")
                    .bind("id", timer.job())
                    .execute();
            if (moved != 1) {
                throw new IllegalStateException("the timer is gone: " + timer);
            }
        });
    }

    /** Those of some timers that have not come yet, of which the engine may be at work on some. */
    Set<String> coming(Collection<Timer> timers) {
        return new HashSet<>(database.read(handle -> handle.createQuery(
                        "select process_instance_id_ from act_ru_timer_job where id_ = any(:jobs)"
                                + " union select process_instance_id_ from act_ru_job where process_instance_id_ = any(:ids)")
                .bind("jobs", timers.stream().map(Timer::job).toArray(String[]::new))
                .bind("ids", timers.stream().map(Timer::instance).toArray(String[]::new))
                .mapTo(String.class)
                .list()));
    }

    /** Those in which, as the product says, nothing can happen any more. */
    Set<String> stuck() {
        return database.read(handle -> StuckInstances.find(NAMED, handle).oldest().stream()
                .map(StuckInstances.Stuck::id)
                .collect(Collectors.toSet()));
    }

    /** Steps of the engine that failed for good. */
    List<String> deadSteps(String instance) {
        return database.read(handle -> handle.createQuery(
                        "select element_id_ || ': ' || exception_msg_ from act_ru_deadletter_job where process_instance_id_ = :id")
                .bind("id", instance)
                .mapTo(String.class)
                .list());
    }

    /** Rows of running instances that are left, by table; none when all have ended. */
    Map<String, Integer> leftovers() {
        Map<String, Integer> left = new TreeMap<>();
        for (String table : List.of(
                "act_ru_execution",
                "act_ru_variable",
                "act_ru_timer_job",
                "act_ru_job",
                "act_ru_deadletter_job",
                "act_ru_event_subscr")) {
            int rows = database.read(handle -> handle.createQuery("select count(*) from " + table)
                    .mapTo(Integer.class)
                    .one());
            if (rows > 0) {
                left.put(table, rows);
            }
        }
        return left;
    }
}
