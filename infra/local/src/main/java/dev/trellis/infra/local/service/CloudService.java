package dev.trellis.infra.local.service;

/** One server of the local cloud, bound to loopback; started once and stopped once. */
public interface CloudService extends AutoCloseable {

    /** The name shown to people and used as the key in the platform file, such as {@code sqs}. */
    String name();

    /** Starts the server and returns once it answers; throws {@link ServiceStartException} when it cannot. */
    void start();

    /** Stops the server, keeping its data; does nothing when it was never started. */
    @Override
    void close();
}
