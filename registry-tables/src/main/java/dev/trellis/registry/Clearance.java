package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.DataClass;
import dev.trellis.contract.wire.JsonText;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which data a version of a task type may see: what its entry declares, as far as all policies allow it. Policies speak by
 * the guard-rail {@value #GUARD_RAIL}, whose members are allow-lists of classes:
 *
 * <ul>
 *   <li>{@code see}: may be seen as values; {@code public} and {@code internal} where no policy says anything;
 *   <li>{@code by_capability}: for a capability that the entry provides, the classes that it may see at most;
 *   <li>{@code handles}: what it may not see comes as a handle, which it can pass on and not read.
 * </ul>
 *
 * @param seen classes that may come as values
 * @param byHandle classes that come as handles where they are not seen
 */
public record Clearance(Set<DataClass> seen, Set<DataClass> byHandle) {
    /** The section of guard-rails that speaks of data classes. */
    public static final String GUARD_RAIL = "data";

    private static final Set<DataClass> UNSAID = EnumSet.of(DataClass.PUBLIC, DataClass.INTERNAL);

    public Clearance {
        seen = Set.copyOf(seen);
        byHandle = Set.copyOf(byHandle);
    }

    /** The clearance of an entry under a policy. */
    public static Clearance of(TdeEntry entry, EffectivePolicy policy) {
        Set<DataClass> seen = classes(entry.dataClasses());
        seen.retainAll(allowed(entry, policy));
        seen.add(DataClass.PUBLIC);
        return new Clearance(seen, classes(rail(policy).path("handles")));
    }

    /** What policies let an entry see at most. */
    static Set<DataClass> allowed(TdeEntry entry, EffectivePolicy policy) {
        JsonNode rail = rail(policy);
        Set<DataClass> allowed = rail.has("see") ? classes(rail.path("see")) : EnumSet.copyOf(UNSAID);
        for (String capability : Provision.stated(entry).words()) {
            if (rail.path("by_capability").has(capability)) {
                allowed.retainAll(classes(rail.path("by_capability").path(capability)));
            }
        }
        allowed.add(DataClass.PUBLIC);
        return allowed;
    }

    private static JsonNode rail(EffectivePolicy policy) {
        return JsonText.parse(policy.guardRails()).path(GUARD_RAIL);
    }

    /** The classes among these that may not be seen, in the order of their words; a word that is no class never may. */
    public Set<String> unseen(Collection<String> words) {
        Set<String> missing = new TreeSet<>(words);
        seen.forEach(each -> missing.remove(each.word()));
        return missing;
    }

    /** Whether data of these classes may come as a value. */
    public boolean sees(Set<DataClass> classes) {
        return seen.containsAll(classes);
    }

    /** Whether data of these classes, which may not be seen, comes as a handle. */
    public boolean handles(Set<DataClass> classes) {
        return classes.stream().allMatch(each -> seen.contains(each) || byHandle.contains(each));
    }

    static Set<DataClass> classes(Collection<String> words) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        words.forEach(word -> DataClass.of(word).ifPresent(classes::add));
        return classes;
    }

    private static Set<DataClass> classes(JsonNode words) {
        Set<String> texts = new LinkedHashSet<>();
        words.forEach(word -> texts.add(word.asText()));
        return classes(texts);
    }
}
