package dev.trellis.host.limit;

import dev.trellis.contract.registry.TaskLimit.Rate;
import java.time.Duration;
import java.time.Instant;

/**
 * The tokens of a rate at one moment: they come back evenly, and no more are kept than the burst.
 *
 * @param tokens with a fraction of the next one
 */
record TokenBucket(double tokens, Instant at) {
    private static final double NANOS = 1e9;
    /** What additions of fractions may lack of a whole token. */
    private static final double NEARLY = 1e-6;

    static TokenBucket full(Rate rate, Instant now) {
        return new TokenBucket(rate.burst(), now);
    }

    /** The bucket at another time. Time that goes back brings nothing and takes nothing. */
    TokenBucket refilled(Rate rate, Instant now) {
        double seconds = Math.max(0, Duration.between(at, now).toNanos() / NANOS);
        return new TokenBucket(Math.min(rate.burst(), tokens + seconds * rate.tasks() / rate.seconds()), now);
    }

    TokenBucket less(int taken) {
        return new TokenBucket(tokens - taken, at);
    }

    /** How many can be taken now. */
    int whole() {
        return (int) Math.max(0, Math.floor(tokens + NEARLY));
    }

    /** When so many tokens are there. */
    private Instant when(double wanted, Rate rate) {
        double seconds = Math.max(0, wanted - tokens) * rate.seconds() / rate.tasks();
        return at.plusNanos((long) Math.ceil(seconds * NANOS));
    }

    /** When one can be taken. */
    Instant nextAt(Rate rate) {
        return when(1, rate);
    }

    Instant fullAt(Rate rate) {
        return when(rate.burst(), rate);
    }
}
