package dev.trellis.contract.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LifecycleDiagramTest {

    private static final Path PAGE = Path.of("..", "docs", "lifecycle.md");

    @Test
    void shouldBeThePageOfTheDocumentationWhenGenerated() throws IOException {
        // given
        if (Boolean.getBoolean("trellis.regenerate")) {
            Path unused = Files.writeString(PAGE, LifecycleDiagram.page());
        }

        // when
        String generated = LifecycleDiagram.page();

        // then
        assertThat(PAGE)
                .as("stale: run this test with -Dtrellis.regenerate=true")
                .content()
                .isEqualTo(generated);
    }
}
