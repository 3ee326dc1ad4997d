package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.catalog.FunctionDefinitions;
import dev.trellis.infra.local.service.DatabaseServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environments of what the daemon starts: each process gets what it needs and nothing more.
 *
 * @param settings what the caller passes on
 * @param endpoints where the services are
 */
record ChildEnvironments(CloudSettings settings, Endpoints endpoints) {

    /** Names of what somebody else made in a cloud elsewhere. */
    private static final List<String> NAMED_ELSEWHERE =
            List.of("TRELLIS_BUCKET", "TRELLIS_TABLE_PREFIX", "TRELLIS_PDO_FUNCTION");

    /** How a function logs. */
    private static final List<String> LOGGING = List.of("TRELLIS_LOG", "TRELLIS_METRICS_NAMESPACE");

    /** What every function gets: the cloud, the file of secrets, no database, no engine. */
    Map<String, String> function() {
        Map<String, String> environment = cloud();
        environment.put("TRELLIS_SECRETS_FILE", settings.state().secretsFile().toString());
        LOGGING.forEach(
                name -> Optional.ofNullable(callers().get(name)).ifPresent(value -> environment.put(name, value)));
        return environment;
    }

    /** What only one kind of function gets: the PDO the engine, SQL tasks the work database, containers their engine. */
    Map<String, Map<String, String>> perKind(DatabaseServer database, HostTokens tokens) {
        Map<String, String> pdo = new LinkedHashMap<>(callers());
        // The host records the spans of all parts, and the headers of a collector may hold a key.
        pdo.keySet().removeIf(name -> name.startsWith("OTEL_"));
        pdo.put("TRELLIS_ENGINE_URL", via("ENGINE").orElseGet(() -> endpoints.url("engine")));
        pdo.put("TRELLIS_ENGINE_TOKEN", tokens.of("service"));
        String work =
                "%s?user=%s&password=%s".formatted(database.jdbcUrl("work"), DatabaseServer.USER, database.password());
        return Map.of(
                FunctionDefinitions.PDO_KIND,
                pdo,
                "sql",
                Map.of("TRELLIS_SQL_WORK_URL", work),
                "container",
                starting("TRELLIS_DOCKER_"));
    }

    private Map<String, String> starting(String prefix) {
        Map<String, String> some = new LinkedHashMap<>(callers());
        some.keySet().removeIf(name -> !name.startsWith(prefix));
        return some;
    }

    /** The engine host's whole environment. */
    Map<String, String> host(DatabaseServer database, HostTokens tokens) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        environment.put("LANG", "C.UTF-8");
        environment.putAll(callers());
        environment.putAll(cloud());
        environment.put(
                "TRELLIS_DB_URL", database.jdbcUrl("trellis") + "?prepareThreshold=1&reWriteBatchedInserts=true");
        environment.put("TRELLIS_DB_USER", DatabaseServer.USER);
        environment.put("TRELLIS_DB_PASSWORD", database.password());
        environment.put("TRELLIS_HTTP_PORT", Integer.toString(endpoints.ports().of("engine")));
        environment.put("TRELLIS_LAMBDA_ENDPOINT", endpoints.url("lambda"));
        environment.put("TRELLIS_PDO_FUNCTION", FunctionDefinitions.PDO);
        environment.put("TRELLIS_TOKENS_FILE", tokens.path().toString());
        if (settings.elsewhere().filter(Elsewhere::functions).isPresent()) {
            NAMED_ELSEWHERE.forEach(
                    name -> Optional.ofNullable(callers().get(name)).ifPresent(value -> environment.put(name, value)));
        }
        return environment;
    }

    private Map<String, String> cloud() {
        Map<String, String> environment = new LinkedHashMap<>(endpoints.cloudEnvironment());
        via("SQS").ifPresent(url -> environment.put("TRELLIS_SQS_ENDPOINT", url));
        via("DYNAMODB").ifPresent(url -> environment.put("TRELLIS_DYNAMODB_ENDPOINT", url));
        return environment;
    }

    /** An address in front of a service, such as a proxy that counts the traffic or disturbs it. */
    private Optional<String> via(String service) {
        return Optional.ofNullable(settings.passOn().get("TRELLIS_VIA_" + service));
    }

    private Map<String, String> callers() {
        return settings.passOn();
    }
}
