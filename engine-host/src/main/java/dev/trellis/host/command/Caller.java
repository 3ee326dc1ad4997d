package dev.trellis.host.command;

import java.util.Objects;

/**
 * Who gives a command; what the caller may do is checked before the kernel is called.
 *
 * @param tenant the only tenant whose data the command may touch
 * @param name of the person or service, kept in the audit trail
 */
public record Caller(String tenant, String name) {
    /** The platform itself, acting for a tenant. */
    public static Caller platform(String tenant) {
        return new Caller(tenant, "trellis");
    }

    public Caller {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
    }
}
