package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.done;
import static dev.trellis.tde.runtime.RunnerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.TaskRequestJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries in any order and number, twins in the middle of the work, processes that die before or after any call of a port. */
final class RandomSchedulesTest {
    private static final int MOST_ATTEMPTS = 4;

    private final RunnerFixture platform = new RunnerFixture();
    private final List<Integer> succeeded = new ArrayList<>();
    private Random random = new Random();
    private boolean faults = true;
    private int owners;

    /** The process dies here; nothing of it runs on. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAgreeOnOneOutcomePerAttemptWhateverHappens(long seed) throws Exception {
        // given
        random = new Random(seed);

        // when
        for (int step = 0; step < 12; step++) {
            deliver(1 + random.nextInt(MOST_ATTEMPTS));
        }
        faults = false;
        deliver(MOST_ATTEMPTS + 1);

        // then
        List<Outcome> published = platform.published();
        assertThat(statusesPerToken(published))
                .allSatisfy((token, statuses) ->
                        assertThat(statuses).as("outcomes under %s", token).hasSize(1));
        assertThat(published.getLast().attempt().number()).isEqualTo(MOST_ATTEMPTS + 1);
        Result last = published.getLast().result();
        List<Result> successes = published.stream()
                .map(Outcome::result)
                .filter(result -> result instanceof Result.Succeeded)
                .distinct()
                .toList();
        assertThat(successes).as("one stored success, told under every token").isSubsetOf(List.of(last));
    }

    private static Map<String, List<String>> statusesPerToken(List<Outcome> published) {
        Map<String, List<String>> statuses = new HashMap<>();
        for (Outcome outcome : published) {
            List<String> known = statuses.computeIfAbsent(outcome.attempt().token(), token -> new ArrayList<>());
            String status = outcome.result().toString();
            if (!known.contains(status)) {
                known.add(status);
            }
        }
        return statuses;
    }

    private void deliver(int attempt) throws Exception {
        Ports ports = new Ports(
                mortal(MessageQueues.class, platform.queues),
                mortal(ExecutionStore.class, platform.executions),
                mortal(ArtifactStore.class, platform.artifacts));
        TaskRunner runner = new TaskRunner(
                ports,
                RunnerFixture.kind(this::work),
                platform.clock,
                () -> "owner-" + ++owners,
                Launcher.THREAD,
                platform.waiter);
        try {
            runner.run(TaskRequestJson.write(request(attempt)));
        } catch (Killed dead) {
            assertThat(faults).isTrue();
        }
    }

    /** Work that may meet any delivery while it runs, and may fail. */
    private Result work(TaskScope scope) throws Exception {
        int attempt = scope.request().attempt().number();
        if (faults && random.nextInt(3) == 0) {
            deliver(1 + random.nextInt(MOST_ATTEMPTS));
        }
        if (faults && random.nextInt(3) == 0) {
            throw TaskFailedException.passing("flaky", "attempt " + attempt);
        }
        succeeded.add(attempt);
        return done("{\"success\":" + succeeded.size() + "}");
    }

    private <T> T mortal(Class<T> port, T target) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    dieMaybe();
                    Object answer = call(method, target, arguments);
                    dieMaybe();
                    return answer;
                }));
    }

    private void dieMaybe() {
        if (faults && random.nextInt(8) == 0) {
            throw new Killed();
        }
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
