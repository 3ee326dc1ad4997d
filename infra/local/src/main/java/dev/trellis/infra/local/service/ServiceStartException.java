package dev.trellis.infra.local.service;

import org.jspecify.annotations.Nullable;

/** A service of the local cloud did not come up; the message names the service, the cause and the place to look. */
public final class ServiceStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message fit for a terminal. */
    public ServiceStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
