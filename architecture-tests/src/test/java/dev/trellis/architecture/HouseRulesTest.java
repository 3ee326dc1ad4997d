package dev.trellis.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits that a machine can hold. */
class HouseRulesTest {
    /** The classes that a newcomer reads first. */
    private static final Set<String> HEART =
            Set.of("TaskLifecycle", "DispatchPlanner", "DispatchCycle", "TaskRunner", "OutcomeDecider", "RetryPolicy");

    /** Classes that poll a server, a queue or a process of somebody else, which gives no signal; each is an edge. */
    private static final String POLLERS = "dev\\.trellis\\.("
            + "host\\.bootstrap\\.(Startup|Schema)"
            + "|infra\\.local\\.command\\.(UpCommand|LogsCommand)"
            + "|infra\\.local\\.service\\.(ChildSupervisor|HostProcess|DatabaseServer)"
            + "|infra\\.local\\.function\\.QueueSource"
            + "|tde\\.child\\.ChildProcess"
            + "|bench\\..*"
            + ")(\\$.*)?";

    @Test
    void shouldNameRolesInsteadOfPatterns() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(Platform.classes());
    }

    @Test
    void shouldSleepOnlyWhereNothingGivesASignal() {
        noClasses()
                .that(not(nameMatching(POLLERS)))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .because("who waits names what it waits for")
                .check(Platform.classes());
    }

    @Test
    void shouldTakeTimeAsAnArgumentInDecisions() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.trellis.contract..",
                        "dev.trellis.registry..",
                        "dev.trellis.pdo.decide..",
                        "dev.trellis.pdo.cycle..",
                        "dev.trellis.infra.memory.."))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(Platform.classes());
    }

    @Test
    void shouldMarkEveryPackageForNullness() {
        Set<Path> unmarked = new TreeSet<>();
        for (Path source : Platform.sources()) {
            Path info = source.resolveSibling("package-info.java");
            if (!Files.exists(info) || !read(info).contains("@NullMarked")) {
                unmarked.add(Platform.root().relativize(source.getParent()));
            }
        }
        assertEquals(Set.of(), unmarked, "packages without @NullMarked in package-info.java");
    }

    @Test
    void shouldKeepTheHeartShort() {
        List<Path> heart = Platform.sources().stream()
                .filter(source -> HEART.contains(source.getFileName().toString().replace(".java", "")))
                .toList();
        assertEquals(HEART.size(), heart.size(), "each class of the heart once: " + heart);
        for (Path source : heart) {
            long lines = lines(source);
            assertTrue(lines < 200, () -> source.getFileName() + " has " + lines + " lines; the heart stays under 200");
        }
    }

    @Test
    void shouldKeepFilesReadable() {
        List<String> long_ = Platform.sources().stream()
                .filter(source -> lines(source) > 300)
                .map(source -> Platform.root().relativize(source) + ": " + lines(source))
                .toList();
        assertEquals(List.of(), long_, "files over 300 lines");
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
