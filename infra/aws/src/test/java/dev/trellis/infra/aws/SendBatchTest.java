package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendBatchTest {

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepLimitsAndOrderAndLoseNothingWhenSizesAreRandom(int seed) {
        // given
        Random random = new Random(seed);
        List<String> bodies = IntStream.range(0, random.nextInt(40))
                .mapToObj(i -> "ü".repeat(random.nextInt(10) == 0 ? random.nextInt(140_000) : random.nextInt(30_000)))
                .toList();

        // when
        List<SendBatch> batches = SendBatch.split(bodies);

        // then
        List<Integer> sent = new ArrayList<>();
        for (SendBatch batch : batches) {
            assertThat(batch.indices()).hasSizeBetween(1, SendBatch.MAX_MESSAGES);
            assertThat(batch.indices().stream()
                            .mapToLong(i -> SendBatch.bytes(bodies.get(i)))
                            .sum())
                    .isLessThanOrEqualTo(SendBatch.MAX_BYTES);
            sent.addAll(batch.indices());
        }
        assertThat(sent)
                .isEqualTo(IntStream.range(0, bodies.size())
                        .filter(i -> SendBatch.fits(bodies.get(i)))
                        .boxed()
                        .toList());
    }
}
