package dev.trellis.host.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How callers are authenticated. */
@ConfigMapping(prefix = "trellis")
interface AuthSettings {
    /** {@code token}: the token file alone; {@code oidc}: an identity provider, and the token file if one is named. */
    @WithDefault("token")
    Kind auth();

    /** The file of bearer tokens; written at first start under {@code token} when it is not there. */
    Optional<String> tokensFile();

    Oidc oidc();

    /** What is read from the identity provider's tokens. */
    interface Oidc {
        /** The claim that names the tenant. */
        @WithDefault("tenant")
        String tenantClaim();
    }

    /** The ways of authentication. */
    enum Kind {
        TOKEN,
        OIDC
    }
}
