package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was built depends on no clock and no order of threads; that two whole builds are the same is the release's to check. */
class PackagesIT {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final Pattern KEY = Pattern.compile("proxykey\\d+");

    @ParameterizedTest
    @MethodSource("packages")
    void shouldBeTheSameInTheNextBuild(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            // when
            List<? extends ZipEntry> entries = zip.stream().toList();

            // then
            assertThat(entries).extracting(ZipEntry::getName).isSorted().hasSizeGreaterThan(10);
            assertThat(entries).extracting(ZipEntry::getTimeLocal).containsOnly(EPOCH);
            Set<String> keys = keys(zip);
            assertThat(keys).isNotEmpty().contains("proxykey1", "proxykey" + keys.size());
        }
    }

    static List<Path> packages() throws IOException {
        try (Stream<Path> functions = Files.list(TrellisCommand.ROOT.resolve("tde-functions"))) {
            Stream<Path> zips = functions
                    .filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.resolve("target/function.zip"))
                    .filter(Files::exists);
            Path host = TrellisCommand.ROOT.resolve("engine-host/target/quarkus-app/quarkus/generated-bytecode.jar");
            Path orchestrator = TrellisCommand.ROOT.resolve("pdo-function/aws-lambda/target/function.zip");
            return Stream.concat(Stream.of(host, orchestrator), zips).toList();
        }
    }

    /** Which values recorded start-up steps hand to one another. */
    private static Set<String> keys(ZipFile zip) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (entry.getName().endsWith(".class")) {
                String constants = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                KEY.matcher(constants).results().map(MatchResult::group).forEach(keys::add);
            }
        }
        return keys;
    }
}
