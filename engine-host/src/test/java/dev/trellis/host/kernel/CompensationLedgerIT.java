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
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Orders of which anything may fail at random, undos included, on the kernel and PostgreSQL: what their executors write down
 * must be undone in reverse order, one at a time, once. {@code -Dtrellis.random.first=N} runs another seed.
 */
final class CompensationLedgerIT {
    private static final long SEED = Long.getLong("trellis.random.first", 0);
    private static final int INSTANCES = 350;
    private static final int FAILURES = 1_000;
    private static final int RESTARTS = 2;
    private static final int MOST_TOGETHER = 20;
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
                ledgers.values().stream().filter(ledger -> !ledger.failed()).count());
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
        List<Delivery> deliveries = new ArrayList<>();
        tasks.forEach(task -> decide(task).ifPresent(deliveries::add));
        while (!deliveries.isEmpty()) {
            List<Delivery> batch =
                    deliveries.subList(0, Math.min(deliveries.size(), 1 + random.nextInt(MOST_TOGETHER)));
            apply(batch);
            batch.clear();
        }
        List<IncidentView> open =
                driver.kernel.services().incidents().list(new IncidentQuery(ANNA.tenant(), "open", null, 1_000));
        open.forEach(incident -> driver.kernel.services().incidents().retry(ANNA, incident.id(), null));
        return !tasks.isEmpty() || !open.isEmpty();
    }

    /** What an executor says of a task. */
    private record Delivery(LeasedTask task, Outcome outcome, boolean undo, boolean again) {
        boolean good() {
            return outcome.result() instanceof Result.Succeeded;
        }

        boolean passes() {
            return outcome.result() instanceof Result.Failed failed
                    && failed.error().retryable();
        }

        boolean hasEffect() {
            return !List.of("test.mail", "test.ship").contains(task.demand().taskType());
        }

        OutcomeMessage message() {
            return new OutcomeMessage(task.attempt().taskId().value(), outcome);
        }
    }

    /** Empty when it keeps its outcome to itself for a while. */
    private Optional<Delivery> decide(LeasedTask task) {
        boolean undo = task.demand().taskType().equals("test.undo");
        if (undo) {
            ledger(task).undoing(task);
        } else if (random.nextInt(4) == 0) {
            withheld.add(task);
            return Optional.empty();
        }
        return Optional.of(new Delivery(task, outcomeOf(task, undo), undo, random.nextInt(5) == 0));
    }

    private Outcome outcomeOf(LeasedTask task, boolean undo) {
        int luck = random.nextInt(100);
        if (luck < 30 && task.attempt().number() == 1) {
            return failure(task, "try.again", true);
        } else if (luck >= 30 && luck < 40) {
            return failure(task, "out.of.order", false);
        } else if (luck >= 40 && luck < 45 && !undo) {
            return outcome(task.attempt(), new Result.CompensateRequired(error("undo.all", false)));
        }
        return success(task.attempt(), undo ? Map.of() : Map.of("effect", Ledger.id(task)));
    }

    private void apply(List<Delivery> batch) {
        List<Delivery> all = new ArrayList<>(batch);
        batch.stream().filter(Delivery::again).forEach(all::add);
        List<Applied> answers = driver.kernel
                .services()
                .outcomes()
                .apply(all.stream().map(Delivery::message).toList());
        for (int i = 0; i < all.size(); i++) {
            if (answers.get(i) instanceof Applied.Accepted || answers.get(i) instanceof Applied.LateEffect) {
                note(all.get(i));
            }
        }
    }

    private void note(Delivery told) {
        failures += told.good() ? 0 : 1;
        Ledger ledger = ledger(told.task());
        if (told.undo() && told.good()) {
            ledger.undone(told.task());
        } else if (told.good() && told.hasEffect()) {
            ledger.done(told.task());
        } else if (!told.undo() && !told.good() && !told.passes()) {
            ledger.fails();
        }
    }

    private Ledger ledger(LeasedTask task) {
        String instance = String.valueOf(task.context().tags().get("instance"));
        return Objects.requireNonNull(ledgers.get(instance), instance);
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
