package dev.trellis.infra.local.function;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way to a function process, and the promise of its result. */
final class Invocation {

    private final String id = UUID.randomUUID().toString();
    private final byte[] payload;
    private final int messages;
    private final long submittedNanos = System.nanoTime();
    private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    private volatile long deadlineMillis;

    Invocation(byte[] payload, int messages) {
        this.payload = payload;
        this.messages = messages;
    }

    String id() {
        return id;
    }

    byte[] payload() {
        return payload;
    }

    /** How many messages the event holds; one when it is no batch. */
    int messages() {
        return messages;
    }

    /** When it came in, on the clock of {@link System#nanoTime()}. */
    long submittedNanos() {
        return submittedNanos;
    }

    CompletableFuture<InvocationResult> result() {
        return result;
    }

    /** The wall-clock time, in milliseconds since the epoch, at which its process will be killed. */
    long deadlineMillis() {
        return deadlineMillis;
    }

    void handedOverUntil(long deadline) {
        deadlineMillis = deadline;
    }
}
