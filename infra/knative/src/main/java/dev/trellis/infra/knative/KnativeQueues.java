package dev.trellis.infra.knative;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queues behind a broker that pushes: what is sent is posted to it, what is received was delivered to this process's mailbox. */
final class KnativeQueues implements MessageQueues {

    private final EventSink sink;
    private final @Nullable Mailbox mailbox;

    /** @param mailbox null for a process that sends only */
    KnativeQueues(EventSink sink, @Nullable Mailbox mailbox) {
        this.sink = sink;
        this.mailbox = mailbox;
    }

    @Override
    public List<Integer> send(String queue, List<String> bodies) {
        List<Answer> answers = sink.send(queue, bodies);
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Taken taken -> {}
                case Answer.Refused unfit -> refused.add(i);
                case Answer.Away away -> refused.add(i);
                case Answer.Missing missing ->
                    throw new IllegalArgumentException(
                            "no such queue: " + queue + ", its sink answers " + missing.why());
            }
        }
        Optional<Answer.Away> away = nothingButAway(answers);
        if (away.isPresent()) {
            throw new PortUnavailableException("the sink of " + queue + " did not take the events: "
                    + away.get().why());
        }
        return refused;
    }

    /** Empty as soon as one event was taken: the sink is there, and what it did not take is named by its index. */
    private static Optional<Answer.Away> nothingButAway(List<Answer> answers) {
        if (answers.stream().anyMatch(Answer.Taken.class::isInstance)) {
            return Optional.empty();
        }
        return answers.stream()
                .filter(Answer.Away.class::isInstance)
                .map(Answer.Away.class::cast)
                .findFirst();
    }

    @Override
    public List<Received> receive(String queue, int max, Duration wait, Duration visibility) {
        if (max < 1 || max > 10) {
            throw new IllegalArgumentException("1 to 10 messages can be received at once, not " + max);
        }
        return mailbox().of(queue).receive(max, wait, visibility);
    }

    @Override
    public void delete(String queue, List<String> receipts) {
        Letterbox letterbox = mailbox().of(queue);
        receipts.forEach(letterbox::delete);
    }

    @Override
    public void hide(String queue, String receipt, Duration visibility) {
        mailbox().of(queue).hide(receipt, visibility);
    }

    /** What was delivered here and is not settled: a broker does not say what it holds itself. */
    @Override
    public long depth(String queue) {
        return mailbox == null ? 0 : mailbox.of(queue).size();
    }

    private Mailbox mailbox() {
        if (mailbox == null) {
            throw new IllegalStateException("this process takes no deliveries; set TRELLIS_MAILBOX_PORT where it must");
        }
        return mailbox;
    }
}
