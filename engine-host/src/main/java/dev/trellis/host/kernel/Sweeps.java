package dev.trellis.host.kernel;

import dev.trellis.host.callback.CallbackDesk;
import dev.trellis.host.cancel.Tombstones;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Locks;
import dev.trellis.host.incident.FailedSteps;
import dev.trellis.host.lease.HeldWork;
import dev.trellis.host.limit.LimitSweep;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.retention.EndedInstances;
import dev.trellis.host.retention.Retention;
import dev.trellis.host.unit.UnitEnds;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The kernel's regular work: tombstones, failed steps of the engine, callbacks that do not come, tasks that wait for limits, ends of tasks that are processes, forgetting what is kept no longer. Each may run on several hosts at once. A
 * broad catch stands here, at the edge of a thread: what fails is logged and tried again at the next turn.
 */
final class Sweeps implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sweeps.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);
    private static final int FORGOTTEN_AT_ONCE = 200;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("trellis-sweeps").daemon().unstarted(task));
    private final Chores chores;
    private final Database database;
    private final OutboxTable outbox;
    private final Retention retention;

    /** What is done every two seconds. */
    record Chores(
            Tombstones tombstones,
            FailedSteps failedSteps,
            CallbackDesk callbacks,
            HeldWork held,
            LimitSweep limits,
            UnitEnds units) {}

    Sweeps(Chores chores, Database database, OutboxTable outbox, Retention retention) {
        this.chores = chores;
        this.database = database;
        this.outbox = outbox;
        this.retention = retention;
    }

    void start() {
        long between = BETWEEN.toMillis();
        var often = thread.scheduleWithFixedDelay(this::tick, between, between, TimeUnit.MILLISECONDS);
        long seldom = BETWEEN_CLEANINGS.toMillis();
        var cleaning = thread.scheduleWithFixedDelay(this::clean, seldom, seldom, TimeUnit.MILLISECONDS);
        LOG.debugf("sweeps run every %s and %s: %s %s", BETWEEN, BETWEEN_CLEANINGS, often, cleaning);
    }

    /** Runs the tombstones soon, on the thread of the sweeps. */
    void soon() {
        if (!thread.isShutdown()) {
            thread.execute(this::tick);
        }
    }

    /** One turn of the regular work, on the thread of the caller. */
    void tick() {
        guarded(
                "tombstones",
                () -> LOG.tracef("%d tombstones", chores.tombstones().sweep()));
        guarded("failed steps", () -> chores.failedSteps().sweep());
        guarded("callbacks", () -> LOG.tracef("%d callbacks", chores.callbacks().sweep()));
        guarded("held reports", chores.held()::writeDue);
        guarded("limits", chores.limits()::sweep);
        guarded("units", chores.units()::sweep);
    }

    /** Forgets what is kept no longer, on the thread of the caller. */
    void clean() {
        guarded(
                "old events",
                () -> database.run(handle -> Locks.tryAlone(
                        handle,
                        "outbox cleaning",
                        alone -> LOG.debugf("%d old events", outbox.forget(retention.events(), alone)))));
        guarded(
                "full buckets",
                () -> LOG.debugf("%d full buckets", chores.limits().forget()));
        if (!retention.instances().isZero()) {
            guarded("old instances", this::forgetInstances);
        }
    }

    private void forgetInstances() {
        int gone = database.write(handle -> EndedInstances.forget(retention.instances(), FORGOTTEN_AT_ONCE, handle));
        LOG.debugf("%d old instances", gone);
        if (gone == FORGOTTEN_AT_ONCE && !thread.isShutdown()) {
            // Behind what waits on this thread: a long clean-up must not hold tombstones back.
            thread.execute(() -> guarded("old instances", this::forgetInstances));
        }
    }

    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "the sweep of %s failed; it runs again in %s", what, BETWEEN);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        chores.units().close();
        guarded("held reports", chores.held()::writeAll);
    }
}
