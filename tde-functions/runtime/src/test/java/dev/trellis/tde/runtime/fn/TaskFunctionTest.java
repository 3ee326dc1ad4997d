package dev.trellis.tde.runtime.fn;

import static dev.trellis.tde.runtime.RunnerFixture.done;
import static dev.trellis.tde.runtime.RunnerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.tde.runtime.RunnerFixture;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TaskFunctionTest {
    private final RunnerFixture platform = new RunnerFixture();
    private final RecordingQueues queues = new RecordingQueues(platform.outcomes);
    private final Deque<Runnable> patience = new ArrayDeque<>();

    @BeforeEach
    void record() {
        platform.outcomes = queues;
    }

    @Test
    void shouldPublishAtOnceWhenTheInvocationBringsOneMessage() throws Exception {
        // given
        TaskFunction function = function(scope -> done("{}"));

        // when
        await(function.task(attempt(1)));

        // then
        assertThat(queues.requests).containsExactly(1);
        assertThat(platform.summaries()).containsExactly("token-1 succeeded");
        assertThat(patience).as("nothing has to be hurried").isEmpty();
    }

    @Test
    void shouldPublishInOneRequestWhenTheInvocationBringsABatch() throws Exception {
        // given
        TaskFunction function = function(scope -> done("{}"));

        // when
        List<Uni<Void>> batch = callForEach(function, 3);
        List<Integer> before = List.copyOf(queues.requests);
        for (Uni<Void> one : batch) {
            await(one);
        }

        // then
        assertThat(before).isEmpty();
        assertThat(queues.requests).containsExactly(3);
        assertThat(platform.summaries()).hasSize(3);
    }

    @Test
    void shouldPublishBeforeTheEndOfTheBatchWhenARequestIsFull() throws Exception {
        // given
        TaskFunction function = function(scope -> done("{}"));

        // when
        List<Uni<Void>> batch = callForEach(function, OutgoingOutcomes.FULL + 1);
        List<Integer> before = List.copyOf(queues.requests);
        for (Uni<Void> one : batch) {
            await(one);
        }

        // then
        assertThat(before).containsExactly(OutgoingOutcomes.FULL);
        assertThat(queues.requests).containsExactly(OutgoingOutcomes.FULL, 1);
    }

    @Test
    void shouldPublishWithoutTheRestOfTheBatchWhenThatTakesLong() throws Exception {
        // given
        List<List<Integer>> seen = new ArrayList<>();
        TaskFunction function = function(scope -> {
            patience.forEach(Runnable::run);
            seen.add(List.copyOf(queues.requests));
            return done("{}");
        });
        Uni<Void> first = function.task(attempt(1));

        // when
        Uni<Void> second = function.task(new TaskMessage(
                TaskRequestJson.write(request(1)).replace("task-1", "task-2").replace("token-1", "token-2")));

        // then
        assertThat(seen).as("while the second runs").containsExactly(List.of(), List.of(1));
        await(first);
        await(second);
        assertThat(queues.requests).containsExactly(1, 1);
    }

    @Test
    void shouldFailOnlyWhatTheQueueRefusedWhenABatchIsPublished() throws Exception {
        // given
        TaskFunction function = function(scope -> done("{}"));
        queues.refused = List.of(1);

        // when
        List<Uni<Void>> batch = callForEach(function, 3);

        // then
        await(batch.get(0));
        assertThatThrownBy(() -> await(batch.get(1))).isInstanceOf(PortUnavailableException.class);
        await(batch.get(2));
    }

    @Test
    void shouldFailTheBatchAndPublishItAgainWhenTheQueueIsAway() throws Exception {
        // given
        TaskFunction function = function(scope -> done("{}"));
        queues.away = true;
        for (Uni<Void> one : callForEach(function, 2)) {
            assertThatThrownBy(() -> await(one)).isInstanceOf(PortUnavailableException.class);
        }

        // when
        queues.away = false;
        await(function.task(attempt(2)));

        // then
        assertThat(platform.summaries()).containsExactly("token-2 succeeded");
    }

    private TaskFunction function(RunnerFixture.Work work) {
        return new TaskFunction(platform.ports(), platform.runner(work), patience::add);
    }

    /** What a binding does with a batch before it waits; later attempts publish what the first has stored. */
    private static List<Uni<Void>> callForEach(TaskFunction function, int messages) throws Exception {
        List<Uni<Void>> batch = new ArrayList<>();
        for (int i = 1; i <= messages; i++) {
            batch.add(function.task(attempt(i)));
        }
        return batch;
    }

    private static TaskMessage attempt(int number) {
        return new TaskMessage(TaskRequestJson.write(request(number)));
    }

    private static void await(Uni<Void> one) {
        Void unused = one.await().atMost(Duration.ofSeconds(10));
    }

    /** Queues that note the size of each request to send, and refuse when told to. */
    private static final class RecordingQueues implements MessageQueues {
        final List<Integer> requests = new ArrayList<>();
        List<Integer> refused = List.of();
        boolean away;
        private final MessageQueues queues;

        RecordingQueues(MessageQueues queues) {
            this.queues = queues;
        }

        @Override
        public List<Integer> send(String queue, List<String> bodies) {
            if (away) {
                throw new PortUnavailableException("told to be away");
            }
            requests.add(bodies.size());
            List<Integer> unused = queues.send(queue, bodies);
            return refused;
        }

        @Override
        public List<Received> receive(String queue, int max, Duration wait, Duration visibility) {
            return queues.receive(queue, max, wait, visibility);
        }

        @Override
        public void delete(String queue, List<String> receipts) {
            queues.delete(queue, receipts);
        }

        @Override
        public void hide(String queue, String receipt, Duration visibility) {
            queues.hide(queue, receipt, visibility);
        }

        @Override
        public long depth(String queue) {
            return queues.depth(queue);
        }
    }
}
