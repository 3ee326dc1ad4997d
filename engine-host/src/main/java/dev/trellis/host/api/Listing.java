package dev.trellis.host.api;

import java.util.List;
import java.util.function.Function;

/**
 * Things of one kind.
 *
 * @param more whether there are more than the limit allowed
 */
public record Listing<T>(List<T> items, boolean more) {
    public Listing {
        items = List.copyOf(items);
    }

    /** All of them. */
    public static <T> Listing<T> all(List<T> items) {
        return new Listing<>(items, false);
    }

    /** The first of what was asked for with one more than the limit. */
    static <T> Listing<T> upTo(Limit limit, Function<Integer, List<T>> query) {
        List<T> found = query.apply(limit.value() + 1);
        boolean more = found.size() > limit.value();
        return new Listing<>(more ? found.subList(0, limit.value()) : found, more);
    }
}
