package dev.trellis.registry;

import dev.trellis.contract.registry.TaskLimit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What the limits of a policy must be before they may be written. */
final class LimitRules {
    private static final Pattern WORD = Pattern.compile("tenant|task_type|inputs(\\.[^.]+)+");

    /** @param finding takes path and message of each problem */
    static void problems(List<TaskLimit> limits, BiConsumer<String, String> finding) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            check("$.limits[" + i + "]", limits.get(i), names, finding);
        }
    }

    private static void check(String path, TaskLimit limit, Set<String> names, BiConsumer<String, String> finding) {
        if (!EntryValidator.NAME.matcher(limit.name()).matches()) {
            finding.accept(path + ".name", "expected dotted lower case such as geocoder, found " + limit.name());
        } else if (!names.add(limit.name())) {
            finding.accept(
                    path + ".name", "there is another limit of the name " + limit.name() + "; give each its own");
        }
        if (limit.concurrency() == null && limit.rate() == null) {
            finding.accept(path, "limits nothing; expected concurrency, rate or both");
        }
        for (String word : limit.by()) {
            if (!WORD.matcher(word).matches()) {
                finding.accept(path + ".by", "expected tenant, task_type or inputs.NAME, found " + word);
            }
        }
    }

    private LimitRules() {}
}
