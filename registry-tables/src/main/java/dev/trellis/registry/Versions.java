package dev.trellis.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** Semantic versions and ranges of them, such as {@code ^1.2}, {@code ~1.4}, {@code >=1 <3} or {@code 1.x}. */
final class Versions {

    private static final String PART =
            "(?:[<>]=?|=|\\^|~)?\\s?(?:\\d{1,9}|[xX*])(?:\\.(?:\\d{1,9}|[xX*])){0,2}(?:-[0-9A-Za-z.-]+)?";

    private static final Pattern RANGE = Pattern.compile(PART + "(?:(?:\\s*\\|\\|\\s*|\\s-\\s|\\s)" + PART + "){0,9}");

    private static final Comparator<String> ORDER = Comparator.comparing(Semver::new);

    /** A complete version without a leading v and without build metadata, which would not take part in ordering. */
    static boolean isVersion(String text) {
        Semver version = Semver.parse(text);
        return version != null
                && version.getVersion().equals(text)
                && version.getBuild().isEmpty();
    }

    /** Whether a text is a range: comparators, carets, tildes, x ranges and hyphens, joined by blanks or {@code ||}. */
    static boolean isRange(String text) {
        return RANGE.matcher(text.strip()).matches();
    }

    /** The highest of the versions that a range accepts. */
    static Optional<String> highest(Collection<String> versions, String range) {
        RangeList accepted = RangeListFactory.create(range);
        return versions.stream()
                .filter(version -> accepted.isSatisfiedBy(new Semver(version)))
                .max(ORDER);
    }

    static boolean accepts(String range, String version) {
        return RangeListFactory.create(range).isSatisfiedBy(new Semver(version));
    }

    static int compare(String one, String other) {
        return ORDER.compare(one, other);
    }

    private Versions() {}
}
