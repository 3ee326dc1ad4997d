package dev.trellis.host.limit;

import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.contract.registry.TaskLimit.Rate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is taken under a key.
 *
 * @param underWay tasks that take a place
 * @param bucket null where no rate holds
 */
record KeyState(int underWay, @Nullable TokenBucket bucket) {
    /** Why one more task has to wait; empty when it may begin. */
    Optional<String> obstacle(TaskLimit limit) {
        Integer most = limit.concurrency();
        if (most != null && underWay >= most) {
            return Optional.of(underWay + " of " + most + " at once are under way");
        }
        Rate rate = limit.rate();
        return rate != null && bucket != null && bucket.whole() == 0
                ? Optional.of(rate.tasks() + " in " + rate.seconds() + " s have begun")
                : Optional.empty();
    }

    KeyState withOneMore() {
        return new KeyState(underWay + 1, bucket == null ? null : bucket.less(1));
    }

    /** How many tasks may begin now, at most so many. */
    int free(TaskLimit limit, int most) {
        Integer concurrency = limit.concurrency();
        int places = concurrency == null ? most : Math.max(0, concurrency - underWay);
        return Math.min(most, bucket == null ? places : Math.min(places, bucket.whole()));
    }
}
