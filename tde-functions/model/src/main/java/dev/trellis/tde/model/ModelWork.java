package dev.trellis.tde.model;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskScope;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What an entry asks of a model.
 *
 * @param service where it is served
 * @param secret the reference of the key, null when the service takes none
 * @param question chat only
 * @param price what tokens cost
 */
record ModelWork(
        Provider provider,
        Operation operation,
        URI service,
        @Nullable String secret,
        Question question,
        Price price) {
    /** The interface that a service speaks. */
    enum Provider {
        /** OpenAI's, which many services and servers speak. */
        OPENAI,
        OLLAMA
    }

    enum Operation {
        CHAT,
        EMBED
    }

    /**
     * @param system what the model is told first, null for nothing
     * @param prompt a text with {@code {name}} where an input is put in
     * @param responseSchema of the answer, {@code {}} when it is plain text
     * @param temperature null for the service's own
     */
    record Question(
            @Nullable String system,
            String prompt,
            Json responseSchema,
            int maxTokens,
            @Nullable Double temperature) {
        boolean wantsJson() {
            return !responseSchema.text().equals("{}");
        }
    }

    /** Per million tokens, in whatever currency policy counts; null when the entry does not say. */
    record Price(@Nullable BigDecimal input, @Nullable BigDecimal output) {
        private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

        boolean isKnown() {
            return input != null || output != null;
        }

        BigDecimal of(long inputTokens, long outputTokens) {
            return part(input, inputTokens).add(part(output, outputTokens)).divide(MILLION);
        }

        private static BigDecimal part(@Nullable BigDecimal price, long tokens) {
            return price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(tokens));
        }
    }

    static ModelWork of(JsonFields settings, int mostTokens) {
        Operation operation = settings.word("operation", Operation.class, Operation.CHAT);
        BigDecimal temperature = ModelRails.decimal(settings, "temperature");
        JsonFields price = settings.optionalFields("price_per_million");
        Question question = new Question(
                settings.optionalText("system"),
                operation == Operation.CHAT ? settings.text("prompt") : "",
                settings.object("response_schema"),
                settings.integer("max_tokens", 1, mostTokens, Math.min(mostTokens, 1024)),
                temperature == null ? null : temperature.doubleValue());
        return new ModelWork(
                settings.word("provider", Provider.class),
                operation,
                service(settings.text("base_url")),
                secret(settings.optionalText("secret")),
                question,
                price == null
                        ? new Price(null, null)
                        : new Price(ModelRails.decimal(price, "input"), ModelRails.decimal(price, "output")));
    }

    private static URI service(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new WireFormatException("$.settings.base_url", "malformed: " + malformed.getReason());
        }
    }

    private static @Nullable String secret(@Nullable String reference) {
        if (reference == null) {
            return null;
        }
        if (!TaskScope.isSecret(reference)) {
            throw new WireFormatException("$.settings.secret", "expected a reference such as secret://NAME");
        }
        return reference;
    }
}
