package dev.trellis.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.bootstrap.HostResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint against every role: the table is complete, and the host keeps to it. */
@QuarkusTest
@QuarkusTestResource(HostResource.class)
class RolesIT {
    private static final Map<String, String> TOKENS = Map.of(
            "viewer", "token-of-vera-viewer",
            "author", "token-of-anna-author",
            "approver", "token-of-adam-approver",
            "operator", "token-of-olga-operator",
            "service", "token-of-pdo-service");

    @Test
    void shouldNameEveryEndpointOfTheInterfaceInTheTable() {
        // given
        JsonNode openapi =
                JsonText.parse(Http.nobody().get("/v1/openapi?format=json").body());

        // when
        Set<String> served = new TreeSet<>();
        openapi.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> served.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        // then
        assertThat(served)
                .containsExactlyInAnyOrderElementsOf(
                        Endpoint.all().stream().map(Endpoint::toString).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("dev.trellis.host.api.Endpoint#guarded")
    void shouldLetInWhoHasARoleAndNobodyElse(Endpoint endpoint) {
        TOKENS.forEach((role, token) -> {
            // when
            int status = ask(endpoint, token).status();

            // then
            if (endpoint.roles().contains(role)) {
                assertThat(status).as("%s as %s", endpoint, role).isNotIn(401, 403, 405, 500);
            } else {
                assertThat(status).as("%s as %s", endpoint, role).isEqualTo(403);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.trellis.host.api.Endpoint#guarded")
    void shouldKeepOutWhoIsNotKnownOrHasNoRole(Endpoint endpoint) {
        // when
        Http.Answer unknown = ask(endpoint, "token-that-nobody-has-given");
        Http.Answer nobody = ask(endpoint, "");
        Http.Answer withoutRole = ask(endpoint, "token-of-nobody-no-role");

        // then
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.problem()).isEqualTo("unauthenticated");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.problem()).isEqualTo("unauthenticated");
        assertThat(withoutRole.status()).isEqualTo(403);
        assertThat(withoutRole.problem()).isEqualTo("forbidden");
    }

    private static Http.Answer ask(Endpoint endpoint, String token) {
        Http http = token.isEmpty() ? Http.nobody() : Http.as(token);
        return endpoint.method().equals("GET")
                ? http.get(endpoint.address())
                : http.send(endpoint.method(), endpoint.address(), "{}", endpoint.contentType());
    }
}
