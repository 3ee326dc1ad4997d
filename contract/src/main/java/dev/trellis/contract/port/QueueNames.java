package dev.trellis.contract.port;

/** The names of the platform's own queues; each has a dead-letter queue beside it. */
public final class QueueNames {
    public static final String OUTCOMES = "trellis-outcomes";
    public static final String SUBMISSIONS = "trellis-submissions";
    public static final String EVENTS = "trellis-events";

    /** The dead-letter queue of a queue. */
    public static String deadLetter(String queue) {
        return queue + "-dlq";
    }

    private QueueNames() {}
}
