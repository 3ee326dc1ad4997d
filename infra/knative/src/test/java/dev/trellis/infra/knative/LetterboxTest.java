package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.port.MessageQueues.Received;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LetterboxTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Letter LETTER = new Letter("id", "body");

    private final ExecutorService broker = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        broker.shutdownNow();
    }

    @Test
    void shouldGiveALetterBackWhenNobodyTakesIt() {
        // given
        Letterbox letterbox = new Letterbox(Duration.ZERO);

        // when
        boolean accepted = letterbox.deliver(LETTER);

        // then
        assertThat(accepted).isFalse();
        assertThat(letterbox.size()).isZero();
    }

    @Test
    void shouldGiveALetterBackWhenItsVisibilityEnds() throws ExecutionException, InterruptedException {
        // given
        Letterbox letterbox = new Letterbox(LONG);
        Future<Boolean> accepted = broker.submit(() -> letterbox.deliver(LETTER));

        // when
        List<Received> received = letterbox.receive(1, LONG, Duration.ZERO);

        // then
        assertThat(accepted.get()).isFalse();
        assertThat(received).singleElement().returns(1, Received::deliveries);
    }

    @Test
    void shouldGiveEverythingBackWhenTheProcessEnds() throws ExecutionException, InterruptedException {
        // given
        Letterbox letterbox = new Letterbox(LONG);
        Future<Boolean> taken = broker.submit(() -> letterbox.deliver(LETTER));
        assertThat(letterbox.receive(1, LONG, LONG)).hasSize(1);

        // when
        letterbox.giveAllBack();

        // then
        assertThat(taken.get()).isFalse();
        assertThat(letterbox.size()).isZero();
    }

    @Test
    void shouldIgnoreAReceiptWhenTheLetterCameAgain() throws ExecutionException, InterruptedException {
        // given
        Letterbox letterbox = new Letterbox(LONG);
        Future<Boolean> first = broker.submit(() -> letterbox.deliver(LETTER));
        String stale = letterbox.receive(1, LONG, LONG).getFirst().receipt();
        letterbox.hide(stale, Duration.ZERO);
        Future<Boolean> second = broker.submit(() -> letterbox.deliver(LETTER));
        Received again = letterbox.receive(1, LONG, LONG).getFirst();

        // when
        letterbox.delete(stale);
        int held = letterbox.size();
        letterbox.delete(again.receipt());

        // then
        assertThat(held).isEqualTo(1);
        assertThat(again.deliveries()).isEqualTo(2);
        assertThat(first.get()).isFalse();
        assertThat(second.get()).isTrue();
    }
}
