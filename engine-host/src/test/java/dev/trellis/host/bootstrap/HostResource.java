package dev.trellis.host.bootstrap;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A real PostgreSQL and a token file for a host under test. */
@SuppressWarnings("NullAway.Init")
public final class HostResource implements QuarkusTestResourceLifecycleManager {
    private static final String TOKENS = """
            {"vera":    {"token": "token-of-vera-viewer",     "roles": ["viewer"]},
             "anna":    {"token": "token-of-anna-author",     "roles": ["author"]},
             "adam":    {"token": "token-of-adam-approver",   "roles": ["approver", "finance"]},
             "olga":    {"token": "token-of-olga-operator",   "roles": ["operator"]},
             "boss":    {"token": "token-of-boss-everything", "roles": ["author", "approver", "operator", "finance"]},
             "pdo":     {"token": "token-of-pdo-service",     "roles": ["service"]},
             "nobody":  {"token": "token-of-nobody-no-role",  "roles": []},
             "stranger":{"token": "token-of-stranger-in-acme","roles": ["operator"], "tenant": "acme"}}
            """;

    private EmbeddedPostgres postgres;
    private Path tokens;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().start();
            tokens = Files.createTempFile(
                    "tokens",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(tokens, TOKENS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Map.of(
                "trellis.db.url", postgres.getJdbcUrl("postgres", "postgres"),
                "trellis.db.user", "postgres",
                "trellis.db.password", "postgres",
                "trellis.tokens-file", tokens.toString(),
                "quarkus.http.test-port", "0");
    }

    @Override
    public void stop() {
        try {
            postgres.close();
            Files.deleteIfExists(tokens);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
