package dev.trellis.host.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of bearer tokens: a JSON object from the person's name to the token, or to {@code {"token", "roles":
 * […], "tenant"}}. A bare token is possible for the names of {@link #KNOWN}, whose roles are fixed.
 */
final class TokenFile {
    /** The persons of the embedded profile and their roles. */
    static final Map<String, Set<String>> KNOWN = Map.of(
            "admin", Set.of(Role.OPERATOR, Role.AUTHOR),
            "approver", Set.of(Role.APPROVER),
            "demo-approver", Set.of(Role.APPROVER),
            "viewer", Set.of(Role.VIEWER),
            "service", Set.of(Role.SERVICE));

    private static final int SHORTEST_TOKEN = 20;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private final Path path;

    TokenFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the tokens.
     *
     * @throws IllegalStateException when others may read the file, or when it is not such a file; says what to do
     */
    TokenTable read() {
        try {
            refuseIfOpenToOthers();
            return new TokenTable(entries(JsonText.parse(Files.readAllBytes(path))));
        } catch (WireFormatException wrong) {
            throw new IllegalStateException("the token file " + path + " is not usable: " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the token file " + path + " cannot be read", unreadable);
        }
    }

    private void refuseIfOpenToOthers() throws IOException {
        if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
            return;
        }
        if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
            throw new IllegalStateException(
                    "the token file " + path + " may be read by others than its owner; run: chmod 600 " + path);
        }
    }

    private static List<TokenTable.Entry> entries(JsonNode document) {
        if (!(document instanceof ObjectNode persons)) {
            throw new WireFormatException("$", "expected a JSON object from names to tokens");
        }
        List<TokenTable.Entry> entries = new ArrayList<>();
        persons.properties().forEach(person -> entries.add(entry(person.getKey(), person.getValue())));
        return entries;
    }

    private static TokenTable.Entry entry(String name, JsonNode value) {
        String path = "$." + name;
        if (!value.isTextual()) {
            return described(name, JsonFields.at(path, value));
        }
        Set<String> roles = KNOWN.get(name);
        if (roles == null) {
            throw new WireFormatException(path, "a bare token has no roles; write {\"token\": …, \"roles\": […]}");
        }
        return entry(name, value.textValue(), roles, null);
    }

    private static TokenTable.Entry described(String name, JsonFields fields) {
        String token = fields.text("token");
        Set<String> roles = Set.copyOf(fields.texts("roles"));
        String tenant = fields.optionalText("tenant");
        fields.refuseRest();
        return entry(name, token, roles, tenant);
    }

    private static TokenTable.Entry entry(String name, String token, Set<String> roles, @Nullable String tenant) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new WireFormatException("$." + name, "a token has at least " + SHORTEST_TOKEN + " characters");
        }
        String of = tenant == null ? CurrentPerson.DEFAULT_TENANT : tenant;
        return new TokenTable.Entry(token, new Person(name, of, roles));
    }
}
