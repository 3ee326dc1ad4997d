package dev.trellis.host.security;

import dev.trellis.host.command.Caller;
import java.util.Objects;
import java.util.Set;

/**
 * Who calls, as far as authentication has shown: a person or a service.
 *
 * @param name unique in the tenant; kept in audit trails
 * @param tenant the only tenant that the person sees
 * @param roles platform roles, those they include, and groups
 */
public record Person(String name, String tenant, Set<String> roles) {
    public Person {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tenant, "tenant");
        roles = Role.withIncluded(roles);
    }

    /** Whether the person has a role or belongs to a group. */
    public boolean has(String role) {
        return roles.contains(role);
    }

    /** The person as the kernel knows callers. */
    public Caller caller() {
        return new Caller(tenant, name);
    }
}
