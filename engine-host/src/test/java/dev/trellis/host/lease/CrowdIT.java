package dev.trellis.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.db.Database;
import dev.trellis.host.db.Ids;
import dev.trellis.host.limit.LimitGate;
import dev.trellis.host.limit.Limits;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.testkit.TestDatabase;
import dev.trellis.host.unit.UnitDesk;
import dev.trellis.host.unit.UnitTypes;
import dev.trellis.host.watch.WatchList;
import dev.trellis.infra.memory.MemoryRegistry;
import dev.trellis.registry.RegistryCache;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks that wait are not read by statements that look for others. */
final class CrowdIT {
    private static final int CROWD = 1_000;
    private static final String TASKS = """
            insert into task (id, instance_id, root_id, execution_id, tenant, element, task_type, priority, status,
                              attempt_token, lease_until, ready_at, watch_at, max_retries, timeout_s, heartbeat_s, effect,
                              inputs, request, times)
            select :name || n, 'i', 'i', 'e', 'default', 'a', 'a.b', 1, :status, 'token', now() + cast(:lease as interval),
                   now() + cast(:ready as interval), now() + cast(:watch as interval), 1, 60, 10, 'pure', '{}', '{}', '{}'
              from generate_series(1, :count) as n
            """;

    private static AgroalDataSource connections;
    private static Database database;

    @BeforeAll
    static void crowd() {
        connections = TestDatabase.fresh();
        database = new Database(connections);
        insert("queued", "queued", null, "-1 hour", "1 day", CROWD);
        insert("leased", "leased", "1 hour", "-1 hour", null, CROWD);
        insert("deferred", "ready", null, "1 hour", null, CROWD);
        insert("now", "ready", null, "-1 minute", null, 2);
        insert("looked-at", "queued", null, "-1 hour", "-1 minute", 2);
        database.run(handle -> handle.execute("analyze task"));
    }

    @AfterAll
    static void close() {
        connections.close();
    }

    @Test
    void shouldReadOnlyWhatIsDueWhenManyAreWatched() {
        // when
        int due = reading(handle -> new WatchList().due(50, handle).size());

        // then
        assertThat(due).isEqualTo(2);
    }

    @Test
    void shouldReadOnlyWhatIsReadyWhenManyWait() {
        // given
        OutboxTable outbox = new OutboxTable(new Ids(InstantSource.system()), InstantSource.system());
        HeldReports held = new HeldReports(new Confirmations(outbox), outbox);
        UnitDesk own = new UnitDesk(
                new UnitTypes(new RegistryCache(new MemoryRegistry())), database, new Ids(InstantSource.system()));
        LimitGate open = new LimitGate(new Limits(new RegistryCache(new MemoryRegistry())), 60);
        Leasing leasing = new Leasing(Duration.ofHours(1), held, open, own);

        // when
        int leased = reading(handle ->
                leasing.lease("pdo", 50, Duration.ofSeconds(10), handle).tasks().size());

        // then
        assertThat(leased).isEqualTo(2);
    }

    /** What a statement gives, when it has read no more rows of the table than a few times that. */
    private static int reading(ToIntFunction<Handle> statement) {
        return database.write(handle -> {
            int result = statement.applyAsInt(handle);
            long read = handle.createQuery("select seq_tup_read + coalesce(idx_tup_fetch, 0)"
                            + " from pg_stat_xact_user_tables where schemaname = 'trellis' and relname = 'task'")
                    .mapTo(Long.class)
                    .one();
            assertThat(read).as("rows read").isBetween(1L, CROWD / 10L);
            return result;
        });
    }

    private static void insert(
            String name, String status, @Nullable String lease, String ready, @Nullable String watch, int count) {
        database.run(handle -> handle.createUpdate(TASKS)
                .bind("name", name)
                .bind("status", status)
                .bind("lease", lease)
                .bind("ready", ready)
                .bind("watch", watch)
                .bind("count", count)
                .execute());
    }
}
