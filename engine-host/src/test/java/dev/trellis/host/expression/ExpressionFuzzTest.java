package dev.trellis.host.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random texts: whatever comes in, parsing and evaluation end with a value or with the declared error. */
class ExpressionFuzzTest {

    private static final long SEED = Long.getLong("trellis.seed", System.nanoTime());
    private static final int ROUNDS = 30_000;
    private static final List<String> PIECES = List.of(
            "${",
            "#{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ".",
            ",",
            "?",
            ":",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            "<=",
            "==",
            "!=",
            "&&",
            "||",
            "!",
            "not ",
            " and ",
            " or ",
            "empty ",
            "a",
            "b",
            "list",
            "map",
            "none",
            "x.y",
            "'s'",
            "\"t\"",
            "1",
            "0",
            "2.5",
            "1e3",
            "9999999999999999999",
            "true",
            "null",
            "size(",
            "round(",
            "contains(",
            "number(",
            "text(",
            "execution",
            ".class",
            "\\",
            "'",
            "\"",
            "{",
            "=",
            ";",
            "\u0000",
            "ü",
            "\uD83D",
            " mod ",
            " div ");

    private final Random random = new Random(SEED);

    private static Scope scope() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("a", 5);
        variables.put("b", "text");
        variables.put("list", List.of(1, "two", Map.of("three", 3)));
        variables.put("map", Map.of("s", 1, "t", List.of()));
        variables.put("none", null);
        variables.put("x", Map.of("y", new BigDecimal("1.5")));
        return Scope.of(variables);
    }

    @Test
    void shouldEndInValueOrDeclaredErrorWhenTextIsRandom() {
        // given
        System.out.println("ExpressionFuzzTest seed: " + SEED + " (repeat with -Dtrellis.seed=" + SEED + ")");
        int valued = 0;
        int failed = 0;
        int refused = 0;
        // when
        for (int round = 0; round < ROUNDS; round++) {
            switch (outcome(round % 2 == 0 ? soup() : "${" + tree(5) + "}")) {
                case VALUE -> valued++;
                case NO_VALUE -> failed++;
                case REFUSED -> refused++;
            }
        }
        // then
        assertThat(valued).isGreaterThan(ROUNDS / 20);
        assertThat(failed).isGreaterThan(ROUNDS / 20);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void shouldAlwaysParseAndBeStableWhenTextIsGeneratedFromTheGrammar() {
        for (int round = 0; round < ROUNDS / 3; round++) {
            // given
            String text = "${" + tree(4) + "}";
            // when
            Expression first = Expression.parse(text);
            Expression second = Expression.parse(text);
            // then
            assertThat(first.isSingle()).as("seed %d: %s", SEED, text).isTrue();
            assertThat(result(first)).as("seed %d: %s", SEED, text).isEqualTo(result(second));
        }
    }

    private enum Outcome {
        VALUE,
        NO_VALUE,
        REFUSED
    }

    private Outcome outcome(String text) {
        try {
            Object value = Expression.parse(text).evaluate(scope());
            assertThat(jsonLike(value)).as("seed %d: %s", SEED, text).isTrue();
            return Outcome.VALUE;
        } catch (ExpressionSyntaxException e) {
            return Outcome.REFUSED;
        } catch (ExpressionEvaluationException e) {
            return Outcome.NO_VALUE;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ": " + text, e);
        }
    }

    private static Object result(Expression expression) {
        try {
            return String.valueOf(expression.evaluate(scope()));
        } catch (ExpressionEvaluationException e) {
            return "! " + e.getMessage();
        }
    }

    private static boolean jsonLike(@Nullable Object value) {
        return value == null
                || value instanceof Boolean
                || value instanceof Number
                || value instanceof String
                || value instanceof List<?>
                || value instanceof Map<?, ?>;
    }

    private String soup() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "${" : "");
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.append(random.nextBoolean() ? "}" : "").toString();
    }

    private String tree(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return leaf();
        }
        return switch (random.nextInt(7)) {
            case 0 -> "(" + tree(depth - 1) + ")";
            case 1 -> "not " + tree(depth - 1);
            case 2 -> "empty (" + tree(depth - 1) + ")";
            case 3 -> "(" + tree(depth - 1) + " ? " + tree(depth - 1) + " : " + tree(depth - 1) + ")";
            case 4 -> "size(" + tree(depth - 1) + ")";
            case 5 -> "list[" + tree(depth - 1) + "]";
            default ->
                tree(depth - 1)
                        + pick("+", "-", "*", "/", "%", "<", ">=", " eq ", "!=", "&&", " or ")
                        + tree(depth - 1);
        };
    }

    private String leaf() {
        return pick("a", "b", "list", "map.t", "map['s']", "x.y", "none", "missing", "1", "2.5", "'s'", "true", "null");
    }

    private String pick(String... choices) {
        List<String> all = new ArrayList<>(List.of(choices));
        return all.get(random.nextInt(all.size()));
    }
}
