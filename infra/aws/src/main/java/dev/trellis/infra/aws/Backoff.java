package dev.trellis.infra.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Pauses between tries of the same write: up to 10 ms × 2ⁿ, at most 200 ms, chosen at random. */
final class Backoff {

    private static final long BASE_MILLIS = 10;
    private static final long CAP_MILLIS = 200;

    static void afterCollision(int tries) {
        long ceiling = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(tries, 10));
        LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1))
                .toNanos());
    }

    private Backoff() {}
}
