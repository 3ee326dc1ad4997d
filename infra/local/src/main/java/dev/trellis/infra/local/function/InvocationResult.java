package dev.trellis.infra.local.function;

/** How one invocation ended. */
public sealed interface InvocationResult {

    /** The handler returned; {@code payload} is what it returned, JSON bytes or empty. */
    record Returned(byte[] payload) implements InvocationResult {}

    /** The handler threw; {@code payload} is the error object that the runtime client sent. */
    record Threw(byte[] payload) implements InvocationResult {}

    /** The process was killed, ended by itself or never came up, so nothing is known of the handler's work. */
    record Lost(String errorType, String reason) implements InvocationResult {}
}
