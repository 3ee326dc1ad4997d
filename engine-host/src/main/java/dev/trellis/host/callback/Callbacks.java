package dev.trellis.host.callback;

import dev.trellis.contract.json.Json;
import org.jspecify.annotations.Nullable;

/** The way in for whoever holds the token of an attempt that was handed over. The token is all that is asked for. */
public interface Callbacks {
    /**
     * Completes the attempt, once.
     *
     * @param result the members of an outcome that say how it ended: {@code status} with {@code outputs} or {@code error}
     * @throws dev.trellis.contract.wire.WireFormatException when they do not
     */
    Answer complete(String token, Json result);

    /** Notes that the work goes on; what is null stays as it was said before. */
    Answer beat(String token, @Nullable Integer percent, @Nullable String message);

    /** What became of it. */
    enum Answer {
        /** It counts. */
        ACCEPTED,
        /** It is kept until the instance is resumed or a person has decided. */
        KEPT,
        /** No attempt was handed over under this token, or the news of it has not arrived yet. */
        UNKNOWN,
        /** It was completed before, lost, cancelled, or another attempt took its place. */
        OVER,
        /** It could not be applied now; the same call may succeed later. */
        LATER
    }
}
