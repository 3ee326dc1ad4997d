package dev.trellis.tde.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The guard-rails for models.
 *
 * @param allowedHosts {@code host} or {@code host:port}; without a port the scheme's own is meant; none when policy names none
 * @param maxTokens most tokens that an answer may have
 * @param maxInputChars longest text that is sent
 * @param maxCost most that one call may cost, in the currency of the prices; null when policy sets none
 */
record ModelRails(
        List<String> allowedHosts,
        int maxTokens,
        int maxInputChars,
        @Nullable BigDecimal maxCost) {
    static ModelRails of(JsonFields rails) {
        return new ModelRails(
                rails.texts("allowed_hosts"),
                rails.integer("max_tokens", 1, 10_000_000, 4096),
                rails.integer("max_input_chars", 1, 100_000_000, 200_000),
                decimal(rails, "max_cost"));
    }

    static @Nullable BigDecimal decimal(JsonFields fields, String name) {
        JsonNode value = fields.node(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.decimalValue().signum() < 0) {
            throw new WireFormatException(fields.pathOf(name), "expected a number that is not negative");
        }
        return value.decimalValue();
    }

    /** Complains about a service that may not be called. */
    void check(URI service) throws TaskFailedException {
        String scheme = String.valueOf(service.getScheme());
        boolean address = (scheme.equals("https") || scheme.equals("http"))
                && service.getHost() != null
                && service.getRawUserInfo() == null;
        if (!address) {
            throw new WireFormatException("$.settings.base_url", "expected https://HOST/PATH without credentials");
        }
        String host = service.getHost().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        int port = service.getPort() < 0 ? standard : service.getPort();
        boolean allowed = allowedHosts.contains(host + ":" + port) || (port == standard && allowedHosts.contains(host));
        if (!allowed) {
            throw TaskFailedException.permanent(
                    "model_host_refused",
                    "the policy's guard_rails.model.allowed_hosts name no %s:%d; they name %s"
                            .formatted(host, port, allowedHosts));
        }
    }
}
