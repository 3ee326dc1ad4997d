package dev.trellis.simulation.mutation;

import java.util.EnumSet;
import java.util.Set;

/** The bugs of one schedule; none unless a test plants one. */
public final class Planted {
    public static final Planted NOTHING = new Planted(Set.of());

    private final EnumSet<Mutation> mutations = EnumSet.noneOf(Mutation.class);

    public Planted(Set<Mutation> mutations) {
        this.mutations.addAll(mutations);
    }

    public boolean has(Mutation mutation) {
        return mutations.contains(mutation);
    }
}
