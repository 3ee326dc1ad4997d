package dev.trellis.host.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates requests by the token file. What it does not know is left to OpenID Connect where that is on. */
@ApplicationScoped
final class BearerTokens implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer ";
    private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 1_000;

    private final AuthSettings settings;
    private TokenTable tokens = new TokenTable(List.of());

    BearerTokens(AuthSettings settings) {
        this.settings = settings;
    }

    @PostConstruct
    void load() {
        Optional<Path> file = settings.tokensFile();
        if (settings.auth() == AuthSettings.Kind.TOKEN) {
            Path path = file.orElseThrow(() -> new IllegalStateException(
                    "TRELLIS_TOKENS_FILE is not set: name the file of bearer tokens (it is written when missing), or set"
                            + " TRELLIS_AUTH=oidc"));
            new TokenFileGeneration(new SecureRandom()).writeIfMissing(path);
        }
        file.ifPresent(path -> tokens = new TokenFile(path).read());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String token = bearer(context.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            return Uni.createFrom().nullItem();
        }
        Optional<Person> person = tokens.find(token);
        if (person.isPresent()) {
            return Uni.createFrom().item(identity(person.get()));
        }
        return settings.auth() == AuthSettings.Kind.OIDC
                ? Uni.createFrom().nullItem()
                : Uni.createFrom().failure(new AuthenticationFailedException("the token is not known"));
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? header.substring(SCHEME.length()).strip()
                : null;
    }

    private static SecurityIdentity identity(Person person) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(person.name()))
                .addRoles(person.roles())
                .addAttribute(CurrentPerson.TENANT, person.tenant())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }
}
