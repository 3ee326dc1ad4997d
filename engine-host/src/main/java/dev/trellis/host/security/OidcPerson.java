package dev.trellis.host.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Gives an identity of the identity provider its tenant and the roles that its roles include. */
@ApplicationScoped
final class OidcPerson implements SecurityIdentityAugmentor {
    private final AuthSettings settings;

    OidcPerson(AuthSettings settings) {
        this.settings = settings;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        Object tenant = token.getClaim(settings.tenantClaim());
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addRoles(Role.withIncluded(identity.getRoles()))
                        .addAttribute(
                                CurrentPerson.TENANT, tenant == null ? CurrentPerson.DEFAULT_TENANT : tenant.toString())
                        .build());
    }
}
