package dev.trellis.host.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldGenerateTokensThatOnlyTheOwnerMayRead() throws IOException {
        // given
        Path path = folder.resolve("state/tokens.json");

        // when
        new TokenFileGeneration(new SecureRandom()).writeIfMissing(path);

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.list(path.getParent())).hasSize(1);
        JsonNode tokens = JsonText.parse(Files.readAllBytes(path));
        TokenTable table = new TokenFile(path).read();
        assertThat(person(table, tokens, "admin").roles()).containsExactlyInAnyOrder("operator", "author", "viewer");
        assertThat(person(table, tokens, "approver").roles()).containsExactlyInAnyOrder("approver", "viewer");
        assertThat(person(table, tokens, "service").roles()).containsExactly("service");
    }

    @Test
    void shouldKeepTheTokensOfAnEarlierStart() throws IOException {
        // given
        Path path = write("{\"admin\": \"a-token-of-an-earlier-start\"}");

        // when
        new TokenFileGeneration(new SecureRandom()).writeIfMissing(path);

        // then
        assertThat(new TokenFile(path).read().find("a-token-of-an-earlier-start"))
                .isPresent();
    }

    @Test
    void shouldReadRolesAndTenantOfADescribedToken() throws IOException {
        // given
        Path path = write("""
                {"fiona": {"token": "token-of-fiona-finance", "roles": ["approver", "finance"], "tenant": "acme"}}""");

        // when
        Optional<Person> fiona = new TokenFile(path).read().find("token-of-fiona-finance");

        // then
        assertThat(fiona).get().satisfies(person -> {
            assertThat(person.name()).isEqualTo("fiona");
            assertThat(person.tenant()).isEqualTo("acme");
            assertThat(person.roles()).containsExactlyInAnyOrder("approver", "finance", "viewer");
        });
    }

    @Test
    void shouldFindNobodyWhenATokenIsWrong() throws IOException {
        // given
        TokenTable table = new TokenFile(write("{\"admin\": \"the-one-and-only-token\"}")).read();

        // then
        assertThat(table.find("the-one-and-only-tokeN")).isEmpty();
        assertThat(table.find("the-one-and-only-token-")).isEmpty();
        assertThat(table.find("")).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatOthersMayRead() throws IOException {
        // given
        Path path = write("{}");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

        // then
        assertThatThrownBy(() -> new TokenFile(path).read())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void shouldSayWhereATokenFileIsWrong() throws IOException {
        assertThatThrownBy(() -> new TokenFile(write("{\"admin\": \"short\"}")).read())
                .hasMessageContaining("$.admin")
                .hasMessageContaining("20 characters")
                .message()
                .doesNotContain("short");
        assertThatThrownBy(() -> new TokenFile(write("{\"mallory\": \"a-token-without-any-role\"}")).read())
                .hasMessageContaining("$.mallory")
                .hasMessageContaining("roles")
                .message()
                .doesNotContain("a-token-without-any-role");
        assertThatThrownBy(() -> new TokenFile(write("[]")).read()).hasMessageContaining("at $");
    }

    private Path write(String content) throws IOException {
        Path path = folder.resolve("tokens.json");
        Files.writeString(path, content);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private static Person person(TokenTable table, JsonNode tokens, String name) {
        return table.find(tokens.path(name).asText()).orElseThrow();
    }
}
