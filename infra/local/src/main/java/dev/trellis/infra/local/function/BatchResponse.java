package dev.trellis.infra.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Reads which messages of a batch failed from a function's return value, by the rules of Lambda's {@code ReportBatchItemFailures}.
 *
 * <p>Nothing, {@code null}, an object without the list and an empty list mean that all succeeded. A list with an id that is empty or
 * not of this batch, and anything that is not such JSON, mean that all failed.
 */
final class BatchResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchResponse() {}

    /** The ids of {@code batch} that have to be delivered again. */
    static Set<String> failures(byte[] payload, Collection<String> batch) {
        Set<String> all = new LinkedHashSet<>(batch);
        JsonNode response;
        try {
            response = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            return all;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        if (response == null || response.isMissingNode() || response.isNull()) {
            return Set.of();
        }
        JsonNode list = response.path("batchItemFailures");
        boolean absent = list.isMissingNode() || list.isNull();
        if (absent) {
            return response.isObject() ? Set.of() : all;
        }
        return list.isArray() ? named(list, all) : all;
    }

    private static Set<String> named(JsonNode list, Set<String> all) {
        Set<String> failed = new LinkedHashSet<>();
        for (JsonNode item : list) {
            String id = item.path("itemIdentifier").asText("");
            if (!all.contains(id)) {
                return all;
            }
            failed.add(id);
        }
        return failed;
    }
}
