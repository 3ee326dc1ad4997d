package dev.trellis.host.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.infra.memory.MemoryQueues;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueDrainTest {
    private static final String QUEUE = "outcomes";

    private final MemoryQueues queues = new MemoryQueues(InstantSource.fixed(Instant.EPOCH)).create(QUEUE);
    private final List<Integer> batches = new ArrayList<>();

    @Test
    void shouldHandleABacklogTogether() {
        // given
        sent(34);

        // when
        int handled = drain(50).turn(Duration.ZERO);

        // then
        assertThat(handled).isEqualTo(34);
        assertThat(batches).containsExactly(34);
        assertThat(queues.depth(QUEUE)).isZero();
    }

    @Test
    void shouldNotAskAgainWhenThereIsNoBacklog() {
        // given
        sent(9);

        // when
        int handled = drain(50).turn(Duration.ZERO);

        // then
        assertThat(handled).isEqualTo(9);
        assertThat(batches).containsExactly(9);
    }

    @Test
    void shouldStopAtTheMostThatIsHandledTogether() {
        // given
        sent(80);
        QueueDrain drain = drain(50);

        // when
        int handled = drain.turn(Duration.ZERO) + drain.turn(Duration.ZERO);

        // then
        assertThat(handled).isEqualTo(80);
        assertThat(batches).containsExactly(50, 30);
    }

    private QueueDrain drain(int most) {
        return new QueueDrain(queues, QUEUE, this::handle, most);
    }

    private List<Disposition> handle(List<Received> batch) {
        batches.add(batch.size());
        return batch.stream()
                .<Disposition>map(message -> new Disposition.Done())
                .toList();
    }

    private void sent(int many) {
        List<Integer> refused = queues.send(
                QUEUE, IntStream.range(0, many).mapToObj(i -> "message " + i).toList());
        assertThat(refused).isEmpty();
    }
}
