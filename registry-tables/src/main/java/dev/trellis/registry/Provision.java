package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.Capabilities.Network;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the executor of a task type provides: what its entry says, and what its kind keeps to where the entry says nothing. */
public final class Provision {
    /** The section of guard-rails that speaks of capabilities; its member {@code allow} lists what entries may provide. */
    public static final String GUARD_RAIL = "capabilities";

    static final String ALLOW = "allow";

    /** Kinds whose work is a child process of the function. */
    private static final Set<String> CHILDREN = Set.of("python", "shell", "javascript", "cli");

    private static final Capabilities OF_CHILDREN = new Capabilities(List.of("net=none"));
    private static final Capabilities OF_CONTAINERS = new Capabilities(List.of("net=none", "cpu=1", "mem=512Mi"));
    private static final int WHOLE = 1000;

    /** What an entry says: by itself, or in the settings of its executor, where it stood before. */
    public static Capabilities stated(TdeEntry entry) {
        return new Capabilities(entry.capabilities()).orElse(inSettings(entry));
    }

    /** What a task may ask of an entry's executor. */
    public static Capabilities of(TdeEntry entry) {
        return stated(entry).orElse(unsaid(entry.executor()));
    }

    private static Capabilities unsaid(ExecutorRef executor) {
        if (CHILDREN.contains(executor.adapter())) {
            return OF_CHILDREN;
        }
        return isContainer(executor) ? OF_CONTAINERS : Capabilities.NONE;
    }

    private static boolean isContainer(ExecutorRef executor) {
        return executor.adapter().equals("container") && !executor.hasOwnWorker();
    }

    private static Capabilities inSettings(TdeEntry entry) {
        List<String> words = new ArrayList<>();
        JsonText.parse(entry.executor().settings()).path("capabilities").forEach(word -> words.add(word.asText()));
        return new Capabilities(words);
    }

    /** What an entry says that has no meaning, contradicts itself, or that its kind cannot provide. */
    static List<String> problems(TdeEntry entry) {
        Capabilities stated = stated(entry);
        List<String> problems = new ArrayList<>(new Capabilities(entry.capabilities()).problems());
        inSettings(entry).words().stream()
                .filter(word -> !stated.words().contains(word))
                .forEach(word -> problems.add("contradicts " + word + " in $.settings.capabilities"));
        String beyond = entry.executor().hasOwnWorker() ? null : beyondKind(entry.executor(), stated);
        if (beyond != null) {
            problems.add(beyond);
        }
        return problems;
    }

    private static @Nullable String beyondKind(ExecutorRef executor, Capabilities stated) {
        String kind = "adapter " + executor.adapter();
        if (isContainer(executor)) {
            return null;
        }
        if (executor.adapter().equals("process")) {
            return stated.words().isEmpty() ? null : kind + " provides nothing itself; the tasks of the process do";
        }
        if (stated.gpus() != null) {
            return kind + " provides no gpu; only adapter container does";
        }
        if (CHILDREN.contains(executor.adapter())) {
            Integer cores = stated.milliCpus();
            return cores == null || cores % WHOLE == 0
                    ? null
                    : kind + " gives whole cores, such as cpu=1; only adapter container gives parts of one";
        }
        return stated.network() == Network.NONE
                ? kind
                        + " runs in the function itself, whose network cannot be taken away; python, shell, javascript, cli"
                        + " and container provide net=none"
                : null;
    }

    /** The words of an entry that policies do not allow; none where no policy has a list. */
    public static List<String> refused(TdeEntry entry, EffectivePolicy policy) {
        JsonNode allow = JsonText.parse(policy.guardRails()).path(GUARD_RAIL).path(ALLOW);
        if (!allow.isArray()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        allow.forEach(word -> words.add(word.asText()));
        return new Capabilities(words).unmet(stated(entry));
    }

    private Provision() {}
}
