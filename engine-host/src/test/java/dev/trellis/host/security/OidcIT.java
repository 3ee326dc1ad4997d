package dev.trellis.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.host.api.Http;
import dev.trellis.host.bootstrap.HostResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider, verified by its key. */
@QuarkusTest
@QuarkusTestResource(HostResource.class)
@TestProfile(OidcIT.Provider.class)
class OidcIT {
    private static final String ISSUER = "https://identity.example.org";
    private static final KeyPair KEYS = SharedKeys.get();

    /** A host that trusts one key. */
    public static final class Provider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "trellis.auth",
                    "oidc",
                    "quarkus.oidc.token.issuer",
                    ISSUER,
                    "quarkus.oidc.public-key",
                    Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
        }
    }

    @Test
    void shouldTakeNameRolesAndTenantFromTheToken() {
        // given
        String token = token(ISSUER)
                .groups(Set.of("operator", "finance"))
                .claim("tenant", "acme")
                .sign(KEYS.getPrivate());

        // when
        JsonNode me = Http.as(token).get("/v1/me").json();

        // then
        assertThat(me.path("name").asText()).isEqualTo("fiona");
        assertThat(me.path("tenant").asText()).isEqualTo("acme");
        assertThat(me.path("roles")).extracting(JsonNode::asText).contains("operator", "finance", "viewer");
    }

    @Test
    void shouldKeepOutATokenOfAnotherIssuerOrKeyOrTime() {
        // given
        String otherIssuer =
                token("https://elsewhere.example.org").groups("operator").sign(KEYS.getPrivate());
        String otherKey = token(ISSUER).groups("operator").sign(keys().getPrivate());
        String expired = token(ISSUER)
                .groups("operator")
                .expiresAt(Instant.now().minus(Duration.ofHours(1)))
                .sign(KEYS.getPrivate());

        // then
        assertThat(Http.as(otherIssuer).get("/v1/me").status()).isEqualTo(401);
        assertThat(Http.as(otherKey).get("/v1/me").status()).isEqualTo(401);
        assertThat(Http.as(expired).get("/v1/me").problem()).isEqualTo("unauthenticated");
    }

    @Test
    void shouldKeepToTheRolesOfTheToken() {
        // given
        String viewer = token(ISSUER).groups("viewer").sign(KEYS.getPrivate());

        // then
        assertThat(Http.as(viewer).get("/v1/instances").status()).isEqualTo(200);
        assertThat(Http.as(viewer).post("/v1/instances", "{\"process\": \"p\"}").status())
                .isEqualTo(403);
    }

    @Test
    void shouldTakeTheTokensOfTheFileToo() {
        assertThat(Http.as("token-of-pdo-service")
                        .get("/v1/me")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("pdo");
    }

    private static JwtClaimsBuilder token(String issuer) {
        return Jwt.issuer(issuer).upn("fiona").subject("f-1").expiresIn(Duration.ofMinutes(5));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
