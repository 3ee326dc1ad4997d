package dev.trellis.tde.child;

import dev.trellis.tde.runtime.TaskScope;
import java.util.Set;

/** What a child sees of the network, by the {@code net} capability in the settings of its entry. */
public final class Network {
    private static final Set<String> OPEN = Set.of("net=internal", "net=egress");

    /** Whether it sees none at all: so it is unless the entry says otherwise. */
    public static boolean isNone(TaskScope scope) {
        return scope.settings().texts("capabilities").stream().noneMatch(OPEN::contains);
    }

    private Network() {}
}
