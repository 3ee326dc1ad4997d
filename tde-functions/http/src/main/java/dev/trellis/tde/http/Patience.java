package dev.trellis.tde.http;

import dev.trellis.tde.runtime.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time that an attempt has, and pauses in it that end when the attempt must. */
final class Patience {
    private final InstantSource clock;
    private final Instant end;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Patience(InstantSource clock, StopSignal stop, Instant end) {
        this.clock = clock;
        this.end = end;
        stop.onStop(stopped::countDown);
    }

    Instant now() {
        return clock.instant();
    }

    Duration left() {
        return Duration.between(now(), end);
    }

    void pause(Duration pause) throws InterruptedException {
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("stopped between two calls");
        }
    }
}
