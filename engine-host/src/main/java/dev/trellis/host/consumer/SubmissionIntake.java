package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.instance.Started;
import dev.trellis.host.submission.Submission;
import dev.trellis.host.submission.SubmissionJson;
import dev.trellis.host.submission.Submissions;
import dev.trellis.host.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts what comes over the submission queue. The sender is not authenticated by the message, so the tenant is that of the
 * queue. A submission that is refused becomes an incident that keeps it.
 */
@ApplicationScoped
final class SubmissionIntake implements BatchHandling {
    private static final Logger LOG = Logger.getLogger(SubmissionIntake.class);

    private final Submissions submissions;
    private final UnreadableMessages unreadable;
    private final Tracing tracing;
    private final Caller caller;

    SubmissionIntake(
            Submissions submissions,
            UnreadableMessages unreadable,
            Tracing tracing,
            @ConfigProperty(name = "trellis.submission-tenant", defaultValue = "default") String tenant) {
        this.submissions = submissions;
        this.unreadable = unreadable;
        this.tracing = tracing;
        this.caller = new Caller(tenant, "queue:" + QueueNames.SUBMISSIONS);
    }

    @Override
    public List<Disposition> handle(List<Received> batch) {
        return batch.stream().map(this::start).toList();
    }

    private Disposition start(Received message) {
        try {
            Submission submission = SubmissionJson.read(message.body());
            Started started = submissions.submit(
                    caller, submission, tracing.arrived(QueueNames.SUBMISSIONS, submission.traceparent()));
            if (started instanceof Started.KeyConflict conflict) {
                refuse(
                        message,
                        "submission.key_conflict",
                        "the idempotency key %s was used with another content; it started instance %s"
                                .formatted(
                                        conflict.idempotencyKey(),
                                        conflict.instance().id()));
            } else {
                LOG.debugf(
                        "submission %s: instance %s",
                        message.messageId(), started.instance().id());
            }
        } catch (WireFormatException wrong) {
            refuse(
                    message,
                    "submission.unreadable",
                    "a message of the submission queue is no submission: " + wrong.getMessage());
        } catch (RefusedException refused) {
            refuse(message, "submission.refused", refused.getMessage() + faults(refused));
        }
        return new Disposition.Done();
    }

    private static String faults(RefusedException refused) {
        return refused.faults().stream()
                .map(fault -> "; at " + fault.path() + ": " + fault.message())
                .collect(Collectors.joining());
    }

    private void refuse(Received message, String code, String why) {
        unreadable.raise(QueueNames.SUBMISSIONS, message.body(), code, why);
    }
}
