package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskId;
import dev.trellis.host.audit.AuditTrail;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.testkit.TestDatabase;
import dev.trellis.host.testkit.TestRegistry;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What a host of the first release left in its database goes on under this one. {@code upgrade/first-release.copy} holds the
 * rows that such a host wrote: tasks ready, leased, on a queue, in their second attempt and in an incident, a loop of which one
 * turn is done, a called instance, and a timer that is due meanwhile.
 */
final class UpgradeIT {
    private static final String FIRST_RELEASE = "002";
    private static final int INSTANCES = 8;

    @Test
    void shouldBringInstancesOfTheFirstReleaseToTheirEnds() throws SQLException, IOException {
        // given
        TestRegistry registry = registry();
        AgroalDataSource database = TestDatabase.fresh();
        KernelDriver.on(database, registry, ApprovalPolicy.NONE).close();
        leftBehind(database);

        // when
        TestDatabase.migrate(database, "latest");
        try (KernelDriver driver = KernelDriver.on(database, registry, ApprovalPolicy.NONE)) {
            List<Attempt> sent = sent(driver);
            List<Applied> answered = sent.stream()
                    .map(attempt -> driver.deliver(success(attempt, Map.of("x", 7))))
                    .toList();
            IncidentView incident = driver.kernel
                    .services()
                    .incidents()
                    .list(new IncidentQuery(ANNA.tenant(), null, null, 10))
                    .getFirst();
            driver.kernel.services().incidents().retry(ANNA, incident.id(), null);
            List<String> leased = new ArrayList<>();
            List<InstanceView> open = Eventually.get(
                    () -> {
                        driver.runToRest(task -> {
                            leased.add(task.demand().taskType());
                            return Map.of("x", 8);
                        });
                        return instances(driver, InstanceState.RUNNING);
                    },
                    List::isEmpty);

            // then
            assertThat(sent).hasSize(4);
            assertThat(answered).allMatch(Applied.Accepted.class::isInstance);
            assertThat(leased).contains("test.remind", "test.inside", "test.three", "test.after");
            assertThat(open).isEmpty();
            assertThat(instances(driver, null)).hasSize(INSTANCES).allSatisfy(instance -> {
                assertThat(driver.state(instance)).isEqualTo("completed");
                assertThat(driver.kernel.services().audit().verify(instance.id()))
                        .isInstanceOf(AuditTrail.Verification.Intact.class);
            });
        } finally {
            database.close();
        }
    }

    private static List<InstanceView> instances(KernelDriver driver, @Nullable InstanceState state) {
        return driver.kernel.services().instances().list(new InstanceQuery(ANNA.tenant(), state, null, null, 100));
    }

    private static TestRegistry registry() {
        TestRegistry registry = new TestRegistry();
        for (String name : List.of("chain", "single", "loop", "caller", "called", "waiting")) {
            registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("one", "two", "three", "each", "after", "inside", "ship", "remind")) {
            registry.taskType("test." + type);
        }
        return registry;
    }

    /** Puts the kernel's schema of the first release in place of the present one, and the rows that were left into both. */
    private static void leftBehind(AgroalDataSource database) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("drop schema trellis cascade");
            TestDatabase.migrate(database, FIRST_RELEASE);
            // The rows stand in the order of their tables' names, not in that of their references.
            sql.execute("set session_replication_role = replica");
            load(connection.unwrap(PGConnection.class).getCopyAPI());
            sql.execute("set session_replication_role = default");
            sql.execute("select setval(pg_get_serial_sequence('trellis.outbox', 'id'), max(id)) from trellis.outbox");
        }
    }

    private static void load(CopyManager copies) throws SQLException, IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(UpgradeIT.class.getResourceAsStream("/upgrade/first-release.copy")),
                StandardCharsets.UTF_8))) {
            for (String copy = lines.readLine(); copy != null; copy = lines.readLine()) {
                String rows = lines.lines()
                        .takeWhile(line -> !line.equals("\\."))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
                assertThat(copies.copyIn(copy, new StringReader(rows))).as(copy).isPositive();
            }
        }
    }

    /** The attempts whose outcomes come after the upgrade. */
    private static List<Attempt> sent(KernelDriver driver) {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select id, attempt, attempt_token from task where status in ('leased', 'queued')")
                .map((row, context) -> new Attempt(
                        new TaskId(row.getString("id")), row.getInt("attempt"), row.getString("attempt_token")))
                .list());
    }
}
