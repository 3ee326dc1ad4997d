package dev.trellis.tde.child;

import dev.trellis.contract.task.Capabilities;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.util.Map;

/** What a child sees of the network, by the capability {@code net} of its entry. */
public final class Network {
    /** Says that something else keeps the function from the network, where nothing here can keep its children from it. */
    private static final String TRUST = "TRELLIS_NET_NONE";

    /** Whether it sees none at all: so it is unless the entry says otherwise. */
    public static boolean isNone(TaskScope scope) {
        Capabilities.Network said = scope.capabilities().network();
        return said == null || said == Capabilities.Network.NONE;
    }

    /** Refuses to run a child whose entry promises that it sees no network, where that cannot be kept. */
    static void requireKept(Capabilities said, Confinement confinement, Map<String, String> environment)
            throws TaskFailedException {
        boolean kept = confinement != Confinement.SESSION || "trusted".equals(environment.get(TRUST));
        if (said.network() == Capabilities.Network.NONE && !kept) {
            throw TaskFailedException.permanent(
                    "capability_missing",
                    "the entry provides net=none, and this function cannot take the network away, since unshare of util-linux"
                            + " does not work here; set " + TRUST
                            + "=trusted where something else keeps the function from the network");
        }
    }

    private Network() {}
}
