package dev.trellis.tde.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.kit.Finding.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The executors of examples/any-language keep the contract, and one that breaks a rule is found by the check of that rule. */
final class AnyLanguageIT {
    private static final Path EXAMPLES =
            Path.of("../../examples/any-language").toAbsolutePath().normalize();
    private static final Path WRONG = Path.of("src/test/resources/wrong.py").toAbsolutePath();

    @TempDir
    private Path memory;

    private ClaimServer claims;

    @BeforeEach
    void start() throws IOException {
        claims = ClaimServer.start(0);
    }

    @AfterEach
    void stop() {
        claims.close();
    }

    @Test
    void shouldPassAnExecutorInPlainPython() throws Exception {
        // given
        Bench bench = bench(command("python3 " + EXAMPLES.resolve("python/tde.py")));

        // when
        List<Finding> findings = ConformanceKit.run(bench, List.of(), finding -> {});

        // then
        assertAllPassed(findings);
    }

    @Test
    void shouldPassAnExecutorInPlainJavaScript() throws Exception {
        // given
        boolean there = Files.isExecutable(Path.of("/usr/bin/node"))
                || new ProcessBuilder("sh", "-c", "command -v node").start().waitFor() == 0;
        assumeTrue(there, "!! NODE EXAMPLE NOT CHECKED: Node is not installed");
        Bench bench = bench(command("node " + EXAMPLES.resolve("node/tde.mjs")));

        // when
        List<Finding> findings = ConformanceKit.run(bench, List.of(), finding -> {});

        // then
        assertAllPassed(findings);
    }

    @Test
    void shouldPassAnExecutorOverHttp() throws Exception {
        // given
        ProcessBuilder builder =
                new ProcessBuilder("python3", EXAMPLES.resolve("python/tde.py").toString(), "--serve", "0");
        builder.environment().putAll(environment());
        Process server = builder.start();
        try (BufferedReader said = server.inputReader()) {
            URI address = URI.create(said.readLine().replace("listening on ", ""));

            // when
            List<Finding> findings = ConformanceKit.run(bench(new HttpTransport(address)), List.of(), finding -> {});

            // then
            assertAllPassed(findings);
        } finally {
            server.destroy();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trellis.tde.kit.ConformanceKit#names")
    void shouldFindAnExecutorThatBreaksTheRule(String rule) throws Exception {
        // given
        Bench bench = bench(command("python3 " + WRONG + " " + rule));

        // when
        List<Finding> findings = ConformanceKit.run(bench, List.of(rule), finding -> {});

        // then
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.state()).as(finding.detail()).isEqualTo(State.FAILED);
            assertThat(finding.detail()).isNotBlank();
        });
    }

    @Test
    void shouldSkipWhatItWasGivenNoSampleFor() throws Exception {
        // given
        Samples plain = new Samples(JsonText.object(), sample("inputs.json"), null, null);
        Bench bench = new Bench(
                command("python3 " + EXAMPLES.resolve("python/tde.py")),
                plain,
                Claims.NONE,
                Duration.ofSeconds(20),
                InstantSource.system());

        // when
        List<Finding> findings =
                ConformanceKit.run(bench, List.of("timeout", "error-shape", "claim-check"), finding -> {});

        // then
        assertThat(findings).extracting(Finding::state).containsOnly(State.SKIPPED);
    }

    private Transport command(String line) {
        return new CommandTransport(line, memory, environment());
    }

    private Map<String, String> environment() {
        return Map.of(
                "TRELLIS_S3_ENDPOINT",
                claims.endpoint(),
                "GOOD_TDE",
                EXAMPLES.resolve("python/tde.py").toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "MEMORY",
                memory.toString());
    }

    private Bench bench(Transport transport) throws IOException {
        Samples samples =
                new Samples(JsonText.object(), sample("inputs.json"), sample("failing.json"), sample("slow.json"));
        return new Bench(transport, samples, claims, Duration.ofSeconds(20), InstantSource.system());
    }

    private static ObjectNode sample(String name) throws IOException {
        return JsonText.parseObject(new Json(Files.readString(EXAMPLES.resolve(name))));
    }

    private static void assertAllPassed(List<Finding> findings) {
        assertThat(findings).extracting(Finding::check).containsExactlyElementsOf(ConformanceKit.names());
        assertThat(findings).allSatisfy(finding -> assertThat(finding.state())
                .as(finding.check() + ": " + finding.detail())
                .isEqualTo(State.PASSED));
    }
}
