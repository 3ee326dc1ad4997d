package dev.trellis.infra.conformance;

import java.util.UUID;

/** Names that no other test uses, so that suites may share a service. */
public final class Names {

    /** A fresh name: the prefix and 12 hex digits. */
    public static String fresh(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private Names() {}
}
