package dev.trellis.tde.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests that come with the skeletons, by the programs that an author runs them with. */
final class SkeletonIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "python, python3, demo_mine_test.py, demo_mine.py",
        "shell, sh, demo_mine.test.sh, demo_mine.sh",
        "javascript, node, demo_mine.test.js, demo_mine.js",
        "container, sh, demo_mine.test.sh, demo_mine.sh",
        "cli, sh, demo.mine.test.sh, demo.mine.test.sh"
    })
    void shouldHoldWhatTheCodePromises(String kind, String program, String test, String code) throws Exception {
        assumeTrue(isInstalled(program) && (!kind.equals("shell") || isInstalled("jq")), program + " or jq is missing");

        // given
        List<Path> written = Skeleton.write("demo.mine", kind, folder);
        Path path = folder.resolve(code);
        String source = Files.readString(path);

        // when
        String asItIs = run(program, test);
        Files.writeString(path, source.replace("Hello", "Hallo").replace("printf 'apple", "printf 'plum"));
        String changed = run(program, test);

        // then
        assertThat(written).contains(folder.resolve(test), path);
        assertThat(asItIs).startsWith("exit 0");
        assertThat(changed).doesNotStartWith("exit 0");
    }

    private String run(String program, String test) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(program, folder.resolve(test).toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "exit " + process.waitFor() + "\n" + said;
    }

    @ParameterizedTest
    @CsvSource({
        "script, shell, shell",
        "script, python, python",
        "python, , python",
        "sql, , sql",
        "shell, shell, shell"
    })
    void shouldKnowTheKindThatIsMeant(String kind, String language, String meant) {
        assertThat(Skeleton.kindOf(kind, language)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"script, , --language", "script, perl, javascript", "sql, shell, not with sql"})
    void shouldSayWhatGoesTogetherWhenKindAndLanguageDoNot(String kind, String language, String said) {
        assertThatThrownBy(() -> Skeleton.kindOf(kind, language))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void shouldSayWhichKindsThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Skeleton.write("demo.mine", "perl", folder))
                .hasMessageContaining("[cli, container, http, javascript, python, shell, sql]");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
