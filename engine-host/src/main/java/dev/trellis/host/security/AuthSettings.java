package dev.trellis.host.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How callers are authenticated. */
@ApplicationScoped
final class AuthSettings {
    private final Kind auth;
    private final Optional<Path> tokensFile;
    private final String tenantClaim;

    AuthSettings(
            @ConfigProperty(name = "trellis.auth", defaultValue = "token") Kind auth,
            @ConfigProperty(name = "trellis.tokens-file") Optional<Path> tokensFile,
            @ConfigProperty(name = "trellis.oidc-tenant-claim", defaultValue = "tenant") String tenantClaim) {
        this.auth = auth;
        this.tokensFile = tokensFile;
        this.tenantClaim = tenantClaim;
    }

    Kind auth() {
        return auth;
    }

    /** The file of bearer tokens; written at first start under {@link Kind#TOKEN} when it is not there. */
    Optional<Path> tokensFile() {
        return tokensFile;
    }

    /** The claim of an identity provider's token that names the tenant. */
    String tenantClaim() {
        return tenantClaim;
    }

    /** The ways of authentication. */
    enum Kind {
        /** The token file alone. */
        TOKEN,
        /** An identity provider, and the token file if one is named. */
        OIDC
    }
}
