package dev.trellis.tde.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.kit.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A worker that takes its work from a queue of its own and answers on another. It must give back the member by which an answer
 * finds its question; answers to questions that nobody asks any more are removed. One bridge may read a queue of answers.
 *
 * @param idName the member of both messages that holds the same id
 */
public record QueueWorker(MessageQueues queues, String questions, String answers, String idName) implements Transport {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HIDDEN = Duration.ofSeconds(30);

    @Override
    public Reply deliver(String message, Duration patience) {
        String id = UUID.randomUUID().toString();
        ObjectNode question = (ObjectNode) JsonText.parse(message);
        question.put(idName, id);
        if (!queues.send(questions, List.of(JsonText.write(question))).isEmpty()) {
            return new Reply.Refused("the queue " + questions + " did not take the message");
        }
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            for (Received received : queues.receive(answers, 1, LOOK, HIDDEN)) {
                queues.delete(answers, List.of(received.receipt()));
                Optional<String> answer = answerTo(id, received.body());
                if (answer.isPresent()) {
                    return new Reply.Said(answer.get());
                }
            }
        }
        return new Reply.TooLate();
    }

    private Optional<String> answerTo(String id, String body) {
        try {
            if (JsonText.parse(body) instanceof ObjectNode answer
                    && answer.path(idName).asText().equals(id)) {
                answer.remove(idName);
                return Optional.of(JsonText.write(answer));
            }
        } catch (WireFormatException other) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
