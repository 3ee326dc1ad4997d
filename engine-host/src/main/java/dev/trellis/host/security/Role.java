package dev.trellis.host.security;

import java.util.HashSet;
import java.util.Set;

/** The platform's roles, as they stand in tokens and claims. Other words are groups, which gates and user tasks name. */
public final class Role {
    /** May look at everything of the tenant. */
    public static final String VIEWER = "viewer";
    /** May also change the registries and start processes. */
    public static final String AUTHOR = "author";
    /** May also decide approvals. */
    public static final String APPROVER = "approver";
    /** May also start, cancel, suspend, resume and repair. */
    public static final String OPERATOR = "operator";
    /** An orchestrator; may do its own call and nothing else. */
    public static final String SERVICE = "service";

    private static final Set<String> SEE = Set.of(AUTHOR, APPROVER, OPERATOR);

    /** The roles together with those that they include. */
    static Set<String> withIncluded(Set<String> roles) {
        Set<String> all = new HashSet<>(roles);
        if (roles.stream().anyMatch(SEE::contains)) {
            all.add(VIEWER);
        }
        return Set.copyOf(all);
    }

    private Role() {}
}
