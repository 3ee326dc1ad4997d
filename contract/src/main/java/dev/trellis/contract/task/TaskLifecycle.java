package dev.trellis.contract.task;

import java.util.List;

/**
 * The state of a task, as a sealed family in which each state offers its legal transitions only. The kernel persists
 * {@link #status()}; the diagram in the documentation is generated from {@link #successors()}.
 *
 * <p>An outcome may arrive before the kernel has heard that its attempt was dispatched, so {@link Leased} and {@link
 * Queued} accept outcomes too.
 */
public sealed interface TaskLifecycle {
    /** Statuses that the states may be followed by, in the order of the documentation. */
    List<String> successors();

    /** Whether nothing can follow. */
    default boolean isFinal() {
        return successors().isEmpty();
    }

    /** The status as it is stored and shown, for example {@code awaiting_approval}. */
    default String status() {
        return States.WORDS.get(getClass());
    }

    /**
     * The state of a stored status.
     *
     * @throws IllegalArgumentException when the status is unknown
     */
    static TaskLifecycle of(String status) {
        return States.ALL.stream()
                .filter(state -> state.status().equals(status))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown task status: " + status));
    }

    /** States from which an outcome ends or advances the current attempt. */
    sealed interface Dispatched extends TaskLifecycle permits Leased, Queued, Running {
        default Succeeded succeed() {
            return new Succeeded();
        }

        default Failed fail() {
            return new Failed();
        }

        default CompensateRequired requireCompensation() {
            return new CompensateRequired();
        }

        /** Another attempt, under a new token. */
        default Ready retry() {
            return new Ready();
        }
    }

    /** States that a person or the model may cancel. */
    sealed interface Cancellable extends TaskLifecycle
            permits AwaitingApproval, Ready, Leased, Queued, Running, Incident {
        default Cancelled cancel() {
            return new Cancelled();
        }
    }

    /** States that may turn out to need a person. */
    sealed interface Fallible extends TaskLifecycle permits AwaitingApproval, Ready, Leased, Queued, Running {
        default Incident raiseIncident() {
            return new Incident();
        }
    }

    /** Held until a person approves. */
    record AwaitingApproval() implements Cancellable, Fallible {
        public Ready approve() {
            return new Ready();
        }

        public Failed reject() {
            return new Failed();
        }

        @Override
        public List<String> successors() {
            return List.of("ready", "failed", "cancelled", "incident");
        }
    }

    /** May be leased by an orchestrator. */
    record Ready() implements Cancellable, Fallible {
        public Leased lease() {
            return new Leased();
        }

        /** Policy holds it: a limit changed or the approval's ground no longer holds. */
        public AwaitingApproval hold() {
            return new AwaitingApproval();
        }

        @Override
        public List<String> successors() {
            return List.of("leased", "awaiting_approval", "cancelled", "incident");
        }
    }

    /** In the hands of one orchestrator until the lease lapses. */
    record Leased() implements Dispatched, Cancellable, Fallible {
        public Queued confirm() {
            return new Queued();
        }

        public Ready release() {
            return new Ready();
        }

        @Override
        public List<String> successors() {
            return States.followedByOutcome("queued");
        }
    }

    /** On the queue of its task type. */
    record Queued() implements Dispatched, Cancellable, Fallible {
        public Running start() {
            return new Running();
        }

        @Override
        public List<String> successors() {
            return States.followedByOutcome("running");
        }
    }

    /** Claimed by an executor, as far as the kernel has seen. */
    record Running() implements Dispatched, Cancellable, Fallible {
        @Override
        public List<String> successors() {
            return States.followedByOutcome();
        }
    }

    /** A person has to decide: retry, with changed input or not, or cancel. */
    record Incident() implements Cancellable {
        public Ready retry() {
            return new Ready();
        }

        public Failed giveUp() {
            return new Failed();
        }

        @Override
        public List<String> successors() {
            return List.of("ready", "failed", "cancelled");
        }
    }

    /** Done. */
    record Succeeded() implements TaskLifecycle {
        @Override
        public List<String> successors() {
            return List.of();
        }
    }

    /** Ended without success; the model's error path goes on. */
    record Failed() implements TaskLifecycle {
        @Override
        public List<String> successors() {
            return List.of();
        }
    }

    /** Ended with the wish that its scope be undone. */
    record CompensateRequired() implements TaskLifecycle {
        @Override
        public List<String> successors() {
            return List.of();
        }
    }

    /** Taken back by the model or by a person. */
    record Cancelled() implements TaskLifecycle {
        @Override
        public List<String> successors() {
            return List.of();
        }
    }

    /** Every state once, in the order of the documentation. */
    static List<TaskLifecycle> all() {
        return States.ALL;
    }
}
