package dev.trellis.tde.neo4j;

import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * The graphs that the platform gave to this function: {@code TRELLIS_NEO4J_NAME_URI} and {@code …_USER} each; the password is a
 * secret. A driver stays open from one task to the next. Safe for use by several threads.
 */
final class Graphs {
    private static final int CONNECT_SECONDS = 10;

    private final Map<String, String> environment;
    private final Map<Login, Driver> drivers = new ConcurrentHashMap<>();

    /** Holds a password, so it is never printed. */
    private record Login(String uri, String user, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    Graphs(Map<String, String> environment) {
        this.environment = environment;
    }

    Driver driver(TaskScope scope, CypherRails rails) throws TaskFailedException {
        String name = scope.request().executor().ref();
        String prefix = "TRELLIS_NEO4J_" + name.toUpperCase(Locale.ROOT) + "_";
        String uri = environment.get(prefix + "URI");
        if (uri == null) {
            throw TaskFailedException.permanent(
                    "neo4j_connection_missing",
                    "this function knows no graph " + name + "; give it an address in " + prefix + "URI");
        }
        if (!rails.allowedUris().contains(uri)) {
            throw TaskFailedException.permanent(
                    "neo4j_uri_refused",
                    "the policy's guard_rails.neo4j.allowed_uris do not name %s; they name %s"
                            .formatted(uri, rails.allowedUris()));
        }
        try {
            String user = environment.getOrDefault(prefix + "USER", "");
            String password = scope.settings().text("password", "");
            Login login = new Login(uri, user, password.isEmpty() ? "" : scope.secret(password));
            return drivers.computeIfAbsent(login, Graphs::connect);
        } catch (IllegalArgumentException malformed) {
            throw TaskFailedException.permanent(
                    "neo4j_connection_missing", prefix + "URI is no address of the form neo4j://HOST:PORT", malformed);
        }
    }

    private static Driver connect(Login login) {
        Config config = Config.builder()
                .withUserAgent("trellis")
                .withConnectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .withTelemetryDisabled(true)
                .build();
        AuthToken token = login.user.isEmpty() ? AuthTokens.none() : AuthTokens.basic(login.user, login.password);
        return GraphDatabase.driver(login.uri, token, config);
    }
}
