package dev.trellis.tde.model;

import dev.langchain4j.model.output.TokenUsage;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a call may use, and what it used. */
final class Budget {
    private final ModelRails rails;
    private final ModelWork.Price price;

    Budget(ModelRails rails, ModelWork.Price price) {
        this.rails = rails;
        this.price = price;
    }

    /**
     * Complains about a call that could use more than policy allows. A text has no more tokens than UTF-8 bytes.
     *
     * @param texts all that is sent
     * @param outputTokens most that may come back
     */
    void check(Iterable<String> texts, int outputTokens) throws TaskFailedException {
        long chars = 0;
        long bytes = 0;
        for (String text : texts) {
            chars += text.length();
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (chars > rails.maxInputChars()) {
            throw TaskFailedException.permanent(
                    "model_input_too_long",
                    "the texts have %d characters, more than the %d allowed".formatted(chars, rails.maxInputChars()));
        }
        BigDecimal most = rails.maxCost();
        if (most == null) {
            return;
        }
        if (!price.isKnown()) {
            throw TaskFailedException.permanent(
                    "model_budget", "policy sets max_cost, and the entry says no price_per_million to count by");
        }
        BigDecimal worst = price.of(bytes, outputTokens);
        if (worst.compareTo(most) > 0) {
            throw TaskFailedException.permanent(
                    "model_budget",
                    "the call could cost %s, more than the %s allowed; lower max_tokens or send less"
                            .formatted(worst.toPlainString(), most.toPlainString()));
        }
    }

    /** Notes tokens and cost as metrics of the outcome. */
    void note(TaskScope scope, @Nullable TokenUsage usage) {
        if (usage == null) {
            return;
        }
        int input = usage.inputTokenCount() == null ? 0 : usage.inputTokenCount();
        int output = usage.outputTokenCount() == null ? 0 : usage.outputTokenCount();
        scope.metric("input_tokens", input);
        scope.metric("output_tokens", output);
        if (price.isKnown()) {
            scope.metric("cost", price.of(input, output).doubleValue());
        }
    }
}
