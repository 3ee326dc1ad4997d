package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged and poisoned diagrams: the gate always answers, and what it accepts can run no code. */
class GateFuzzTest {

    private static final long SEED = Long.getLong("trellis.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("trellis.rounds", 1_500);

    private static final List<String> POISON = List.of(
            " camunda:class=\"a.B\"",
            " flowable:delegateExpression=\"${b}\"",
            " class=\"a.B\"",
            "<camunda:executionListener class=\"a.B\" />",
            "<executionListener class=\"a.B\" />",
            "<bpmn:scriptTask id=\"s\" />",
            "<script>1</script>",
            "<!DOCTYPE a>",
            "${''.getClass()}",
            "#{a.b()}",
            "${",
            "}",
            "<!-- -->",
            "<![CDATA[x]]>",
            "<?p?>",
            "&amp;",
            "&#36;{x()}",
            "<",
            ">",
            "\"",
            " xmlns=\"urn:x\"",
            " xmlns:camunda=\"http://activiti.org/bpmn\"",
            " isExecutable=\"true\"",
            " id=\"start\"",
            "\u0000",
            "\uFFFE",
            "<bpmn:extensionElements>",
            "</bpmn:extensionElements>",
            " flowable:type=\"shell\"",
            " flowable:skipExpression=\"${a}\"");

    private final Random random = new Random(SEED);

    @Test
    void shouldAnswerAndAcceptNoCodeWhenDiagramIsMutated() {
        // given
        System.out.println("GateFuzzTest seed: " + SEED + " (repeat with -Dtrellis.seed=" + SEED + ")");
        List<String> corpus = List.of(
                text("modeler/camunda-order.bpmn"),
                text("modeler/flowable-expense.bpmn"),
                text("rules/call/valid.bpmn"),
                text("rules/mapping/valid.bpmn"),
                text("rules/loop/valid.bpmn"),
                text("rules/compensation/valid.bpmn"));
        int accepted = 0;
        int refused = 0;
        // when
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(corpus.get(random.nextInt(corpus.size())));
            switch (check(bytes)) {
                case GateResult.Accepted ok -> {
                    accepted++;
                    IndependentReading.assertHarmless(
                            ok.model().engineXml(),
                            "seed %d round %d: %s".formatted(SEED, round, new String(bytes, StandardCharsets.UTF_8)));
                }
                case GateResult.Refused no -> {
                    refused++;
                    assertThat(no.violations())
                            .as("seed %d round %d", SEED, round)
                            .isNotEmpty();
                }
            }
        }
        // then
        assertThat(accepted).isPositive();
        assertThat(refused).isGreaterThan(ROUNDS / 4);
    }

    private static String text(String resource) {
        return new String(Diagrams.resource(resource), StandardCharsets.UTF_8);
    }

    private GateResult check(byte[] bytes) {
        try {
            return Diagrams.gate().check(bytes, "fuzz");
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ": " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    private byte[] mutated(String xml) {
        StringBuilder text = new StringBuilder(xml);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            change(text);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, Math.min(text.length() - 1, at + 1 + random.nextInt(40)));
            case 1 -> text.insert(at, POISON.get(random.nextInt(POISON.size())));
            case 2 -> text.insert(behindTagName(text, at), POISON.get(random.nextInt(POISON.size())));
            case 3 -> text.insert(behindTag(text, at), POISON.get(random.nextInt(POISON.size())));
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(200))));
        }
    }

    private static int behindTagName(StringBuilder text, int at) {
        int space = text.indexOf(" id=", at);
        return space < 0 ? at : space;
    }

    private static int behindTag(StringBuilder text, int at) {
        int end = text.indexOf(">", at);
        return end < 0 ? at : end + 1;
    }
}
