package dev.trellis.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The disturbed queue lies to nobody: each sender is told of each of its messages once. */
class MessageFaultsTest {
    private static final int ROUNDS = 500;

    private static ArrayNode messages(int count) {
        ArrayNode entries = JsonText.array();
        IntStream.range(0, count)
                .forEach(i -> entries.add(JsonText.object().put("Id", "m" + i).put("MessageBody", "body " + i)));
        return entries;
    }

    private static ObjectNode takenAll(MessageFaults.Disturbed disturbed) {
        ObjectNode answer = JsonText.object();
        ArrayNode taken = answer.putArray("Successful");
        disturbed
                .batches()
                .forEach(batch -> batch.forEach(entry ->
                        taken.add(JsonText.object().put("Id", entry.path("Id").asText()))));
        answer.putArray("Failed");
        return answer;
    }

    private static List<String> ids(JsonNode entries) {
        List<String> ids = new ArrayList<>();
        entries.forEach(entry -> ids.add(entry.path("Id").asText()));
        return ids;
    }

    @Test
    void shouldTellEachMessageOnceWhenMessagesAreDisturbed() {
        // given
        MessageFaults faults = new MessageFaults(new Random(11));

        for (int round = 0; round < ROUNDS; round++) {
            // when
            ArrayNode sent = messages(10);
            MessageFaults.Disturbed disturbed = faults.disturb(sent);

            // then
            assertThat(disturbed.batches())
                    .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(10));
            assertThat(ids(disturbed.answer(takenAll(disturbed)).path("Successful")))
                    .containsExactlyInAnyOrderElementsOf(ids(sent));
        }
        assertThat(faults.counts().values())
                .allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void shouldLeaveEverythingAloneWhenCalm() {
        // given
        MessageFaults faults = new MessageFaults(new Random(11));
        faults.calm();

        // when
        List<MessageFaults.Disturbed> disturbed = IntStream.range(0, ROUNDS)
                .mapToObj(i -> faults.disturb(messages(10)))
                .toList();

        // then
        assertThat(disturbed).allSatisfy(one -> {
            assertThat(one.lost()).isEmpty();
            assertThat(one.batches()).singleElement().isEqualTo(messages(10));
        });
    }
}
