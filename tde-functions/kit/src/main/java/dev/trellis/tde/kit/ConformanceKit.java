package dev.trellis.tde.kit;

import dev.trellis.tde.kit.Finding.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All checks, in their order. */
public final class ConformanceKit {
    private static final List<Check> CHECKS = Stream.of(
                    GoodRequests.CHECKS, Repetitions.CHECKS, Documents.CHECKS, BadRequests.CHECKS)
            .flatMap(List::stream)
            .toList();

    /** The names of all checks. */
    public static List<String> names() {
        return CHECKS.stream().map(Check::name).toList();
    }

    /**
     * Makes checks.
     *
     * @param only names of those to make; empty for all
     * @param each is told each finding as it comes
     */
    public static List<Finding> run(Bench bench, List<String> only, Consumer<Finding> each)
            throws InterruptedException {
        List<String> unknown =
                only.stream().filter(name -> !names().contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no check " + unknown + "; there are " + names());
        }
        List<Finding> findings = new ArrayList<>();
        for (Check check : CHECKS) {
            if (only.isEmpty() || only.contains(check.name())) {
                Finding finding = one(check, bench);
                findings.add(finding);
                each.accept(finding);
            }
        }
        return findings;
    }

    private static Finding one(Check check, Bench bench) throws InterruptedException {
        try {
            return new Finding(check.name(), State.PASSED, check.trial().on(bench));
        } catch (Failure failed) {
            return new Finding(check.name(), State.FAILED, "" + failed.getMessage());
        } catch (Skip skipped) {
            return new Finding(check.name(), State.SKIPPED, "" + skipped.getMessage());
        } catch (IOException broken) {
            return new Finding(check.name(), State.FAILED, "the executor cannot be reached: " + broken);
        }
    }

    private ConformanceKit() {}
}
