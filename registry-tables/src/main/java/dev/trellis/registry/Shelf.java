package dev.trellis.registry;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.registry.RegistryKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One registry at one moment: all versions and the stable pointers.
 *
 * @param <T> the kind of entry
 */
record Shelf<T>(RegistryKind kind, Map<String, Map<String, T>> versions, Map<String, String> stable) {

    Shelf {
        versions = Map.copyOf(versions);
        stable = Map.copyOf(stable);
    }

    /**
     * The rule of resolution: the pinned version and nothing else; without one and without a range the stable version; with
     * a range the stable version when the range accepts it, else the highest that it accepts. So a candidate is not picked
     * up by a range that stable satisfies.
     */
    Resolution<T> resolve(String name, @Nullable String range, @Nullable String pinned) {
        Map<String, T> known = versions.get(name);
        if (known == null || known.isEmpty()) {
            return missing(
                    "unknown_name",
                    "no " + kind.word() + " is called " + name + "; write an entry and apply it",
                    new Reason("registry.name", name + " is not in the " + kind.word() + " registry"));
        }
        if (pinned != null) {
            return pinned(name, known, pinned);
        }
        return range == null ? stable(name, known) : ranged(name, known, range);
    }

    private Resolution<T> pinned(String name, Map<String, T> known, String pinned) {
        T entry = known.get(pinned);
        Reason reason = new Reason("version.pinned", "the instance is pinned to " + pinned);
        return entry == null
                ? missing(
                        "pinned_version_missing", name + " " + pinned + " is not in the registry" + have(known), reason)
                : new Resolution.Found<>(entry, pinned, List.of(reason));
    }

    private Resolution<T> stable(String name, Map<String, T> known) {
        String version = stable.get(name);
        T entry = version == null ? null : known.get(version);
        if (version == null || entry == null) {
            return missing(
                    "no_stable_version",
                    name + " has no stable version" + have(known),
                    new Reason("version.stable", "no stable pointer is set"));
        }
        return new Resolution.Found<>(
                entry, version, List.of(new Reason("version.stable", "stable points at " + version)));
    }

    private Resolution<T> ranged(String name, Map<String, T> known, String range) {
        if (!Versions.isRange(range)) {
            return missing(
                    "range_malformed",
                    "not a version range: " + range + "; expected for example ^1.2 or >=1.0 <2.0",
                    new Reason("version.range", "the range cannot be read"));
        }
        String pointed = stable.get(name);
        if (pointed != null && known.containsKey(pointed) && Versions.accepts(range, pointed)) {
            return found(known, pointed, "stable " + pointed + " satisfies " + range);
        }
        return Versions.highest(known.keySet(), range)
                .map(version -> found(known, version, version + " is the highest that satisfies " + range))
                .orElseGet(() -> missing(
                        "version_unmet",
                        "no version of " + name + " satisfies " + range + have(known),
                        new Reason("version.range", "nothing satisfies " + range)));
    }

    private Resolution<T> found(Map<String, T> known, String version, String why) {
        T entry = known.get(version);
        if (entry == null) {
            throw new IllegalStateException("resolved a version that is not there: " + version);
        }
        return new Resolution.Found<>(entry, version, List.of(new Reason("version.range", why)));
    }

    private Resolution<T> missing(String code, String message, Reason reason) {
        return new Resolution.Missing<>(code, message, List.of(reason));
    }

    private static String have(Map<String, ?> known) {
        return "; there are "
                + known.keySet().stream()
                        .sorted(Comparator.comparing((String v) -> v, Versions::compare))
                        .collect(Collectors.joining(", "));
    }

    /** A name, with its version, whose stable version is not there in readable form. */
    Optional<String> unreadableStable() {
        return stable.entrySet().stream()
                .filter(pointer ->
                        !versions.getOrDefault(pointer.getKey(), Map.of()).containsKey(pointer.getValue()))
                .map(pointer -> pointer.getKey() + " " + pointer.getValue())
                .min(Comparator.naturalOrder());
    }

    Set<String> names() {
        return versions.keySet();
    }
}
