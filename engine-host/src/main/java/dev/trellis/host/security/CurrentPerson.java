package dev.trellis.host.security;

import dev.trellis.host.command.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** The person behind the request that is being served. */
@ApplicationScoped
public final class CurrentPerson {
    static final String TENANT = "trellis.tenant";
    static final String DEFAULT_TENANT = "default";

    private final SecurityIdentity identity;

    CurrentPerson(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The person; only to be asked where a role is required, since nobody else has been authenticated. */
    public Person get() {
        Object tenant = identity.getAttribute(TENANT);
        return new Person(
                identity.getPrincipal().getName(),
                tenant == null ? DEFAULT_TENANT : tenant.toString(),
                identity.getRoles());
    }

    /** The person as the kernel knows callers. */
    public Caller caller() {
        return get().caller();
    }

    /** The only tenant that the person sees. */
    public String tenant() {
        return get().tenant();
    }
}
