package dev.trellis.host.unit;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.host.cancel.Tombstones;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.db.Database;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.unit.UnitTable.Open;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hands the ends of instances to the tasks that they execute, and takes instances back whose task is not waited for any more. What is
 * done here is found in the tables, so that nothing is lost with a host; several hosts may do it at once, since an outcome counts
 * once. A broad catch stands here, at the edge of a thread: what fails is logged, and its turn comes again.
 */
public final class UnitEnds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(UnitEnds.class);
    private static final int AT_ONCE = 100;

    private final RegistryCache registry;
    private final Database database;
    private final UnitDesk desk;
    private volatile String last = "";

    /** @param desk begins them */
    public UnitEnds(RegistryCache registry, Database database, UnitDesk desk) {
        this.registry = registry;
        this.database = database;
        this.desk = desk;
    }

    /** One turn; the next one goes on behind it, so that what stays open does not hide the others. */
    public void sweep() {
        List<Open> some = database.read(handle -> new UnitTable(handle).open(last, AT_ONCE));
        last = some.size() < AT_ONCE ? "" : some.getLast().childId();
        some.forEach(this::tried);
    }

    private void tried(Open open) {
        try {
            if (open.end().ended()) {
                hand(open);
            } else {
                takeBack(open);
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "the end of instance %s cannot be handed to its task yet", open.childId());
        }
    }

    @Override
    public void close() {
        desk.close();
    }

    private void hand(Open open) {
        Labels labels = database.read(handle -> new UnitTable(handle).labels(open.childId()));
        Result result = UnitOutcome.scrubbed(UnitOutcome.of(open, entry(open)), open, labels);
        if (result instanceof Result.Succeeded) {
            database.run(handle -> new UnitTable(handle).label(open));
        }
        Instant now = database.read(Database::now);
        Outcome outcome =
                new Outcome(open.attempt(), Action.EXECUTE, result, Map.of(), now, now, null, Json.EMPTY_OBJECT);
        Applied applied = desk.report(outcome);
        if (!(applied instanceof Applied.Deferred)) {
            database.run(handle -> {
                new UnitTable(handle).close(open.childId());
                Tombstones.unitEnded(open.attempt().taskId().value(), handle);
            });
        }
    }

    private Optional<TdeEntry> entry(Open open) {
        return registry.resolveTask(
                                open.type().name(),
                                open.type().range(),
                                open.type().pinned())
                        instanceof Resolution.Found<TdeEntry> found
                ? Optional.of(found.entry())
                : Optional.empty();
    }

    private void takeBack(Open open) {
        try {
            desk.instances()
                    .cancel(
                            new Caller(open.tenant(), "trellis"),
                            open.childId(),
                            "attempt " + open.attempt().number() + " of task "
                                    + open.attempt().taskId().value() + " is over");
        } catch (RefusedException e) {
            LOG.debugf("instance %s has ended meanwhile: %s", open.childId(), e.getMessage());
        }
    }
}
