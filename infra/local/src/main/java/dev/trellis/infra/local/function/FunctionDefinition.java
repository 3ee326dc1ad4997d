package dev.trellis.infra.local.function;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One deployed function: which package runs, within which limits, and what feeds it.
 *
 * @param name its unique name, as the Invoke API knows it
 * @param code the package and the entry into it
 * @param limits concurrency, memory and time
 * @param source the queue that feeds it, when one does
 * @param environment settings of this function on top of what every function gets
 */
public record FunctionDefinition(
        String name, Code code, Limits limits, Optional<QueueMapping> source, Map<String, String> environment) {

    /** A definition whose environment is copied. */
    public FunctionDefinition {
        if (!name.matches("[A-Za-z0-9_-]{1,140}")) {
            throw new IllegalArgumentException("not a function name: " + name);
        }
        environment = Map.copyOf(environment);
    }

    /**
     * What to run.
     *
     * @param packageFolder an unpacked function package: jars, and an AOT cache where one was trained
     * @param handler the Lambda handler, {@code package.Class::method}
     */
    public record Code(Path packageFolder, String handler) {}

    /**
     * What one function may use.
     *
     * @param concurrency the greatest number of processes at a time
     * @param memoryMb the heap limit of one process in MiB
     * @param timeout after which an invocation is killed together with its process
     */
    public record Limits(int concurrency, int memoryMb, Duration timeout) {

        /** Limits that are all positive. */
        public Limits {
            if (concurrency < 1 || memoryMb < 16 || timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(
                        "limits must be positive: %d, %d MiB, %s".formatted(concurrency, memoryMb, timeout));
            }
        }
    }

    /**
     * An event source mapping.
     *
     * @param queue the queue's name
     * @param batchSize the greatest number of messages in one invocation, 1 to 10
     */
    public record QueueMapping(String queue, int batchSize) {

        /** A mapping with a batch size that SQS offers in one receive call. */
        public QueueMapping {
            if (batchSize < 1 || batchSize > 10) {
                throw new IllegalArgumentException("batch size must be 1 to 10: " + batchSize);
            }
        }
    }
}
