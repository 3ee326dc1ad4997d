package dev.trellis.registry.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.util.List;

/** YAML as a JSON tree: one document, plain values only. */
final class YamlText {

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static JsonNode parse(String text) {
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(text)) {
            List<JsonNode> all = documents.readAll();
            if (all.size() != 1) {
                throw new WireFormatException("$", "expected one YAML document, found " + all.size());
            }
            return JsonText.parse(JsonText.write(all.getFirst()));
        } catch (JsonProcessingException malformed) {
            throw new WireFormatException(
                    "$",
                    "not YAML at line %d: %s"
                            .formatted(
                                    malformed.getLocation() == null
                                            ? 0
                                            : malformed.getLocation().getLineNr(),
                                    malformed.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new WireFormatException("$", "not YAML: " + impossible.getMessage());
        }
    }

    private YamlText() {}
}
