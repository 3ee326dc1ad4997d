package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.outcome;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.testkit.TestDatabase;
import dev.trellis.host.testkit.TestRegistry;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Orders of which anything may fail at random, undos included, on the kernel and PostgreSQL: what their executors write down
 * must be undone in reverse order, one at a time, once. {@code -Dtrellis.random.first=N} runs another seed.
 */
final class CompensationLedgerIT {
    private static final long SEED = Long.getLong("trellis.random.first", 0);
    private static final int INSTANCES = 500;
    private static final int FAILURES = 1_000;
    private static final int RESTARTS = 5;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final Random random = new Random(SEED);
    private final AgroalDataSource connections = TestDatabase.fresh();
    private final TestRegistry registry = new TestRegistry();
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final List<LeasedTask> withheld = new ArrayList<>();
    private KernelDriver driver;
    private int failures;

    CompensationLedgerIT() {
        for (String type : List.of("test.book", "test.room", "test.hotel", "test.mail", "test.ship", "test.undo")) {
            registry.taskType(type);
        }
        registry.undoneTaskType("test.pay", "test.undo");
        registry.process("test.ledger", "1.0.0", "ledger.bpmn");
        driver = KernelDriver.on(connections, registry, ApprovalPolicy.NONE);
    }

    @Test
    void shouldLeaveNoWrongLedgerWhateverFails() {
        // given
        for (int i = 0; i < INSTANCES; i++) {
            ledgers.put(
                    driver.start("test.ledger", Map.of("rooms", List.of(1, 2, 3)))
                            .id(),
                    new Ledger());
        }

        // when
        untilRest();

        // then
        System.out.printf(
                "seed %d: %d instances, %d failures, %d ended well%n",
                SEED,
                INSTANCES,
                failures,
                ledgers.values().stream().filter(ledger -> !ledger.failed).count());
        assertThat(failures).isGreaterThan(FAILURES);
        assertThat(ledgers.values().stream().flatMap(ledger -> ledger.wrong().stream()))
                .isEmpty();
        assertThat(unfinished()).isZero();
        driver.close();
        connections.close();
    }

    private void untilRest() {
        long moved = System.nanoTime();
        int rounds = 0;
        while (unfinished() > 0 || !withheld.isEmpty()) {
            if (round()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > LONGEST_SILENCE.toNanos()) {
                throw new AssertionError("nothing goes on, and so much is unfinished: " + unfinished());
            } else {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            rounds++;
            if (rounds <= RESTARTS) {
                driver.close();
                driver = KernelDriver.on(connections, registry, ApprovalPolicy.NONE);
            }
        }
    }

    private boolean round() {
        List<LeasedTask> tasks = new ArrayList<>(withheld);
        withheld.clear();
        List<LeasedTask> leased = driver.lease();
        while (!leased.isEmpty()) {
            tasks.addAll(leased);
            leased = driver.lease();
        }
        Collections.shuffle(tasks, random);
        tasks.forEach(this::deliver);
        List<IncidentView> open =
                driver.kernel.services().incidents().list(new IncidentQuery(ANNA.tenant(), "open", null, 1_000));
        open.forEach(incident -> driver.kernel.services().incidents().retry(ANNA, incident.id(), null));
        return !tasks.isEmpty() || !open.isEmpty();
    }

    private void deliver(LeasedTask task) {
        String instance = String.valueOf(task.context().tags().get("instance"));
        Ledger ledger = Objects.requireNonNull(ledgers.get(instance), instance);
        boolean undo = task.demand().taskType().equals("test.undo");
        if (undo) {
            ledger.undoing(task);
        } else if (random.nextInt(4) == 0) {
            withheld.add(task);
            return;
        }
        int luck = random.nextInt(100);
        boolean first = task.attempt().number() == 1;
        Outcome outcome = luck < 15 && first
                ? failure(task, "try.again", true)
                : luck >= 15 && luck < 25
                        ? failure(task, "out.of.order", false)
                        : luck >= 25 && luck < 30 && !undo
                                ? outcome(task.attempt(), new Result.CompensateRequired(error("undo.all", false)))
                                : success(task.attempt(), undo ? Map.of() : Map.of("effect", Ledger.id(task)));
        boolean good = outcome.result() instanceof Result.Succeeded;
        Applied applied = apply(outcome);
        if (applied instanceof Applied.Accepted || applied instanceof Applied.LateEffect) {
            note(task, ledger, undo, good, luck);
        }
        if (random.nextInt(5) == 0) {
            apply(outcome);
        }
    }

    private void note(LeasedTask task, Ledger ledger, boolean undo, boolean good, int luck) {
        failures += good ? 0 : 1;
        if (undo && good) {
            ledger.undone(task);
        } else if (good
                && !List.of("test.mail", "test.ship").contains(task.demand().taskType())) {
            ledger.done(task);
        }
        ledger.failed |= !undo && !good && luck >= 15;
    }

    private Applied apply(Outcome outcome) {
        return driver.kernel
                .services()
                .outcomes()
                .apply(List.of(new OutcomeMessage("m", outcome)))
                .getFirst();
    }

    private static Outcome failure(LeasedTask task, String code, boolean retryable) {
        return outcome(task.attempt(), new Result.Failed(error(code, retryable)));
    }

    private static TaskError error(String code, boolean retryable) {
        return new TaskError(code, "as chance wants", retryable);
    }

    private int unfinished() {
        return driver.kernel.database().read(handle -> handle.createQuery("select (select count(*) from instance"
                        + " where ended_at is null) + (select count(*) from compensation where state = 'running')")
                .mapTo(Integer.class)
                .one());
    }
}
