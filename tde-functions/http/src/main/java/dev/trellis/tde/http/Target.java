package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is called, before anything is added that does not come from the inputs.
 *
 * @param address with path and query
 * @param headers that inputs fill
 * @param body what is sent, null when nothing is
 * @param form how it is sent
 */
record Target(
        String method,
        String address,
        Map<String, String> headers,
        @Nullable JsonNode body,
        BodyForm form) {}
