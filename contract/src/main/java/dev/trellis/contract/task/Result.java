package dev.trellis.contract.task;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, or to whom it was handed over. */
public sealed interface Result {
    /** The word for this result in an outcome's {@code status}. */
    String status();

    /** The work is done. */
    record Succeeded(Payload outputs, List<ArtifactRef> artifactsOut) implements Result {
        public Succeeded {
            Objects.requireNonNull(outputs, "outputs");
            artifactsOut = List.copyOf(artifactsOut);
        }

        @Override
        public String status() {
            return "succeeded";
        }
    }

    /** The work is not done; whether it is tried again is the kernel's decision. */
    record Failed(TaskError error) implements Result {
        public Failed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public String status() {
            return "failed";
        }
    }

    /** The work is not done and what came before it in its scope must be undone. */
    record CompensateRequired(TaskError error) implements Result {
        public CompensateRequired {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public String status() {
            return "compensate_required";
        }
    }

    /**
     * The work goes on elsewhere; whoever holds the callback token completes it before the deadline.
     *
     * @param heartbeatSeconds longest silence of the holder in seconds, null when silence means nothing
     */
    record HandedOver(
            String callbackToken,
            Instant deadline,
            @Nullable Integer heartbeatSeconds) implements Result {
        /** 128 random bits in base64 have as many; what is shorter is refused by the kernel. */
        public static final int MIN_TOKEN_CHARS = 22;

        /** A hand-over whose holder may be silent until the deadline. */
        public HandedOver(String callbackToken, Instant deadline) {
            this(callbackToken, deadline, null);
        }

        public HandedOver {
            Objects.requireNonNull(callbackToken, "callbackToken");
            Objects.requireNonNull(deadline, "deadline");
        }

        @Override
        public String status() {
            return "running";
        }
    }
}
