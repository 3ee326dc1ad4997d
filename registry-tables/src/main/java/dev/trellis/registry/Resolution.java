package dev.trellis.registry;

import dev.trellis.contract.engine.CycleRequest.Reason;
import java.util.List;

/**
 * The answer to "which version of this name".
 *
 * @param <T> the kind of entry
 */
public sealed interface Resolution<T> {

    /** How the answer was found, in the order in which the rules spoke. */
    List<Reason> reasons();

    /** A version that fits. */
    record Found<T>(T entry, String version, List<Reason> reasons) implements Resolution<T> {

        public Found {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * No version fits.
     *
     * @param code {@code unknown_name}, {@code version_unmet}, {@code pinned_version_missing}, {@code no_stable_version}, {@code
     *     range_malformed} or {@code policy_unreadable}
     * @param message what is missing and what is there, for a person
     */
    record Missing<T>(String code, String message, List<Reason> reasons) implements Resolution<T> {

        public Missing {
            reasons = List.copyOf(reasons);
        }
    }
}
