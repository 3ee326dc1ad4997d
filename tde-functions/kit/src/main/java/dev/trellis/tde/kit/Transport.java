package dev.trellis.tde.kit;

import java.io.IOException;
import java.time.Duration;

/** A way to hand one message to an executor and to get what it says to it. */
public interface Transport {
    /** Delivers a message and waits for the reply, no longer than the patience. */
    Reply deliver(String message, Duration patience) throws IOException, InterruptedException;

    /** Whether a message that was not taken can be told from one that was taken in silence. */
    default boolean tellsRefusals() {
        return true;
    }

    /** What came of a delivery. */
    sealed interface Reply {
        /** Said something, which should be one outcome. */
        record Said(String text) implements Reply {}

        /** Took the message and said nothing. */
        record Silent() implements Reply {}

        /** Did not take the message, so that its queue would deliver it again. */
        record Refused(String how) implements Reply {}

        /** Was still at it when the patience ended. */
        record TooLate() implements Reply {}

        /** In a few words, for people. */
        default String described() {
            return switch (this) {
                case Said said -> "it said " + shortened(said.text());
                case Silent silent -> "it said nothing";
                case Refused refused -> "it refused the message: " + refused.how();
                case TooLate late -> "it was not done in time";
            };
        }

        private static String shortened(String text) {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() <= 160 ? line : line.substring(0, 160) + "…";
        }
    }
}
