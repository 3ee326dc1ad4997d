package dev.trellis.infra.local.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.infra.local.catalog.FunctionCatalog.TaskQueue;
import dev.trellis.infra.local.function.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionDefinitionsIT {

    @TempDir
    Path folder;

    @Test
    void shouldMakeOneFunctionForEachQueueWhenPackagesAreThere() throws IOException {
        // given
        Files.createDirectories(folder.resolve("sql"));
        Files.createDirectories(folder.resolve("pdo"));
        Files.writeString(folder.resolve("pdo/function.properties"), "handler=a.B::c\n");
        var definitions = new FunctionDefinitions(
                new FunctionPackages(folder), Map.of("sql", Map.of("TRELLIS_SQL_WORK_URL", "jdbc:x")), 4);

        // when
        var result = definitions.of(List.of(
                new TaskQueue("trellis-task-load", "sql", Duration.ofSeconds(10), 0),
                new TaskQueue("trellis-task-long", "sql", Duration.ofHours(1), 512)));

        // then
        assertThat(result.problems()).isEmpty();
        assertThat(result.functions())
                .extracting(FunctionDefinition::name)
                .containsExactly("trellis-pdo", "trellis-task-load", "trellis-task-long");
        FunctionDefinition pdo = result.functions().get(0);
        assertThat(pdo.code().handler()).isEqualTo("a.B::c");
        assertThat(pdo.source()).isEmpty();
        FunctionDefinition load = result.functions().get(1);
        assertThat(load.source().orElseThrow().queue()).isEqualTo("trellis-task-load");
        assertThat(load.environment()).containsOnlyKeys("TRELLIS_SQL_WORK_URL");
        assertThat(load.limits().timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(load.limits().memoryMb()).isEqualTo(256);
        assertThat(result.functions().get(2).limits().memoryMb())
                .as("what its entry provides")
                .isEqualTo(512);
        assertThat(result.functions().get(2).limits().timeout())
                .as("never shorter than the task's own limit")
                .isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void shouldNameWhatCannotRunWhenAPackageIsMissing() {
        // given
        var definitions = new FunctionDefinitions(new FunctionPackages(folder), Map.of(), 4);

        // when
        var result = definitions.of(List.of(new TaskQueue("trellis-task-x", "python", Duration.ofSeconds(10), 0)));

        // then
        assertThat(result.functions()).isEmpty();
        assertThat(result.problems())
                .hasSize(2)
                .last()
                .asString()
                .contains("trellis-task-x")
                .contains("'python'");
    }
}
