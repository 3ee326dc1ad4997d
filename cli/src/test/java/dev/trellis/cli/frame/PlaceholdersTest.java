package dev.trellis.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    @Test
    void shouldFillKnownNamesAndKeepOthersWhenFilling() {
        // given
        Placeholders placeholders = new Placeholders(Map.of("folder", "/a$1\\b"));

        // when
        String filled = placeholders.fill("file://${folder}/x and ${unknown} and ${execution.id}");

        // then
        assertThat(filled).isEqualTo("file:///a$1\\b/x and ${unknown} and ${execution.id}");
    }
}
