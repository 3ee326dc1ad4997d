package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What queues do. */
public abstract class MessageQueuesContract {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private MessageQueues queues;
    private String queue;

    /** The adapter under test. */
    protected abstract MessageQueues queues();

    /** Creates a queue, and beside it its dead-letter queue, to which a message goes after this many deliveries. */
    protected abstract void create(String name, int maxDeliveries);

    /** Moves a virtual clock; nothing to do where time passes while a receive waits. */
    protected abstract void elapse(Duration time);

    @BeforeEach
    void openQueue() {
        queues = queues();
        queue = Names.fresh("conformance-");
        create(queue, 2);
    }

    @Test
    void shouldDeliverWhatWasSentWhenTextIsNotAscii() {
        // given
        String body = "{\"text\":\"Grüße, 世界 🐦\\n<&>\"}";

        // when
        List<Integer> refused = queues.send(queue, List.of(body));

        // then
        assertThat(refused).isEmpty();
        assertThat(queues.receive(queue, 10, WAIT, LONG))
                .singleElement()
                .returns(body, Received::body)
                .returns(1, Received::deliveries);
    }

    @Test
    void shouldDeliverAllWhenMoreIsSentThanOneRequestHolds() {
        // given
        List<String> bodies =
                IntStream.range(0, 25).mapToObj(i -> "message " + i).toList();

        // when
        List<Integer> refused = queues.send(queue, bodies);

        // then
        assertThat(refused).isEmpty();
        assertThat(receiveAll(25)).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void shouldDeliverAllWhenMessagesTogetherAreLargerThanOneRequest() {
        // given
        List<String> bodies =
                IntStream.range(0, 5).mapToObj(i -> i + "x".repeat(200_000)).toList();

        // when
        List<Integer> refused = queues.send(queue, bodies);

        // then
        assertThat(refused).isEmpty();
        assertThat(receiveAll(5)).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void shouldNameTheMessagesThatAreNotTakenWhenSomeAreTooLarge() {
        // given
        String tooLarge = "ü".repeat(128 * 1024 + 1);

        // when
        List<Integer> refused = queues.send(queue, List.of("one", tooLarge, "three", tooLarge, "five"));

        // then
        assertThat(refused).containsExactly(1, 3);
        assertThat(receiveAll(3)).containsExactlyInAnyOrder("one", "three", "five");
    }

    @Test
    void shouldTakeAMessageWhenItIsAsLargeAsAllowed() {
        // given
        String largest = "x".repeat(256 * 1024);

        // when
        List<Integer> refused = queues.send(queue, List.of(largest));

        // then
        assertThat(refused).isEmpty();
        assertThat(receiveAll(1)).containsExactly(largest);
    }

    @Test
    void shouldHideAMessageWhileSomebodyHasIt() {
        // given
        assertThat(queues.send(queue, List.of("only one"))).isEmpty();
        assertThat(queues.receive(queue, 1, WAIT, LONG)).hasSize(1);

        // when
        List<Received> second = queues.receive(queue, 1, Duration.ZERO, LONG);

        // then
        assertThat(second).isEmpty();
        assertThat(queues.depth(queue)).isEqualTo(1);
    }

    @Test
    void shouldDeliverAgainWhenTheVisibilityEnds() {
        // given
        assertThat(queues.send(queue, List.of("again"))).isEmpty();
        assertThat(queues.receive(queue, 1, WAIT, SHORT)).hasSize(1);

        // when
        elapse(SHORT);
        List<Received> again = queues.receive(queue, 1, WAIT, LONG);

        // then
        assertThat(again).singleElement().returns("again", Received::body).returns(2, Received::deliveries);
    }

    @Test
    void shouldDeliverAgainAtOnceWhenAMessageIsGivenBack() {
        // given
        assertThat(queues.send(queue, List.of("given back"))).isEmpty();
        Received first = queues.receive(queue, 1, WAIT, LONG).getFirst();

        // when
        queues.hide(queue, first.receipt(), Duration.ZERO);

        // then
        assertThat(queues.receive(queue, 1, WAIT, LONG)).singleElement().returns(2, Received::deliveries);
    }

    @Test
    void shouldHideLongerWhenAskedTo() {
        // given
        assertThat(queues.send(queue, List.of("kept"))).isEmpty();
        Received first = queues.receive(queue, 1, WAIT, SHORT).getFirst();

        // when
        queues.hide(queue, first.receipt(), LONG);
        elapse(SHORT);

        // then
        assertThat(queues.receive(queue, 1, SHORT.multipliedBy(2), LONG)).isEmpty();
    }

    @Test
    void shouldForgetAMessageWhenItIsDeleted() {
        // given
        assertThat(queues.send(queue, List.of("a", "b"))).isEmpty();
        List<String> receipts =
                receiveMessages(2, LONG).stream().map(Received::receipt).toList();

        // when
        queues.delete(queue, receipts);

        // then
        assertThat(queues.depth(queue)).isZero();
    }

    @Test
    void shouldIgnoreAReceiptWhenItIsNoLongerValid() {
        // given
        assertThat(queues.send(queue, List.of("gone"))).isEmpty();
        String receipt = queues.receive(queue, 1, WAIT, LONG).getFirst().receipt();
        queues.delete(queue, List.of(receipt));

        // when
        queues.delete(queue, List.of(receipt));
        queues.hide(queue, receipt, LONG);

        // then
        assertThat(queues.depth(queue)).isZero();
    }

    @Test
    void shouldBuryAMessageWhenItWasDeliveredTooOften() {
        // given
        assertThat(queues.send(queue, List.of("poison"))).isEmpty();
        for (int delivery = 1; delivery <= 2; delivery++) {
            queues.hide(queue, queues.receive(queue, 1, WAIT, LONG).getFirst().receipt(), Duration.ZERO);
        }

        // when
        List<Received> third = queues.receive(queue, 1, SHORT, LONG);

        // then
        assertThat(third).isEmpty();
        assertThat(queues.receive(QueueNames.deadLetter(queue), 1, WAIT, LONG))
                .singleElement()
                .returns("poison", Received::body);
        assertThat(queues.depth(queue)).isZero();
    }

    @Test
    void shouldGiveEachMessageToOneReceiverWhenSeveralReceive() throws InterruptedException, ExecutionException {
        // given
        List<String> bodies =
                IntStream.range(0, 40).mapToObj(i -> "shared " + i).toList();
        assertThat(queues.send(queue, bodies)).isEmpty();

        // when
        List<List<String>> taken = Together.run(4, thread -> {
            List<String> mine = new ArrayList<>();
            List<Received> batch = queues.receive(queue, 10, SHORT, LONG);
            while (!batch.isEmpty()) {
                batch.forEach(message -> mine.add(message.body()));
                batch = queues.receive(queue, 10, SHORT, LONG);
            }
            return mine;
        });

        // then
        assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void shouldComplainWhenThereIsNoSuchQueue() {
        // given
        String unknown = Names.fresh("unknown-");

        // when
        // then
        assertThatThrownBy(() -> queues.send(unknown, List.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(unknown);
        assertThatThrownBy(() -> queues.receive(unknown, 1, Duration.ZERO, LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queues.depth(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> receiveAll(int expected) {
        return receiveMessages(expected, LONG).stream().map(Received::body).toList();
    }

    private List<Received> receiveMessages(int expected, Duration visibility) {
        List<Received> all = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<Received> batch = queues.receive(queue, 10, WAIT, visibility);
        while (!batch.isEmpty() && all.size() < expected) {
            batch.stream().filter(message -> ids.add(message.messageId())).forEach(all::add);
            batch = all.size() < expected ? queues.receive(queue, 10, WAIT, visibility) : Collections.emptyList();
        }
        return all;
    }
}
