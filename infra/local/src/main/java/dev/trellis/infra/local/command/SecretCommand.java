package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.file.FileSecrets;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Stores, lists and removes secrets, of the local platform or of AWS. No command shows a value. */
@Command(
        name = "secret",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        description = "Stores, lists and removes secrets.",
        subcommands = {SecretCommand.Set.class, SecretCommand.Listing.class, SecretCommand.Removal.class})
final class SecretCommand {

    private SecretCommand() {}

    /** Which store is meant, and how it fails. */
    abstract static class OnStore implements Callable<Integer> {
        @Mixin
        Place place;

        @Option(names = "--aws", description = "AWS Secrets Manager, by the AWS_* and TRELLIS_* variables.")
        boolean aws;

        @Override
        public final Integer call() throws IOException {
            try (AwsPlatform cloud = aws ? AwsPlatform.fromEnvironment(System.getenv()) : null) {
                return on(
                        cloud == null
                                ? new FileSecrets(place.state().secretsFile(), InstantSource.system())
                                : cloud.secrets());
            } catch (IllegalArgumentException | IllegalStateException | PortUnavailableException refused) {
                System.err.println("trellis: " + refused.getMessage());
                return ExitCode.FAILED;
            }
        }

        abstract int on(SecretStore store) throws IOException;

        int said(String name, String what) {
            System.out.println(
                    place.json()
                            ? new ObjectMapper()
                                    .createObjectNode()
                                    .put("name", name)
                                    .put("state", what)
                            : name + ": " + what);
            return ExitCode.DONE;
        }
    }

    /** Reads a value from a prompt or from standard input; never from an argument, which others can see. */
    @Command(name = "set", description = "Stores a value: typed at the prompt, or piped in (one line end is cut).")
    static final class Set extends OnStore {
        @Parameters(paramLabel = "NAME")
        String name;

        @Override
        int on(SecretStore store) throws IOException {
            store.put(name, value());
            return said(name, "stored");
        }

        private String value() throws IOException {
            Console console = System.console();
            if (console != null) {
                char[] typed = console.readPassword("value of %s (not shown): ", name);
                return typed == null ? "" : new String(typed);
            }
            String piped = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            return piped.replaceFirst("\\r?\\n$", "");
        }
    }

    /** Names and times. */
    @Command(name = "list", description = "Shows names and times, no values.")
    static final class Listing extends OnStore {
        @Override
        int on(SecretStore store) {
            List<SecretStore.Listed> secrets = store.list();
            if (!place.json()) {
                secrets.forEach(secret -> System.out.printf("%-40s %s%n", secret.name(), secret.changedAt()));
                return ExitCode.DONE;
            }
            ArrayNode all = new ObjectMapper().createArrayNode();
            secrets.forEach(secret -> all.addObject()
                    .put("name", secret.name())
                    .put("created_at", secret.createdAt().toString())
                    .put("changed_at", secret.changedAt().toString()));
            System.out.println(all.toPrettyString());
            return ExitCode.DONE;
        }
    }

    /** Removes one. */
    @Command(name = "rm", description = "Removes a secret for good.")
    static final class Removal extends OnStore {
        @Parameters(paramLabel = "NAME")
        String name;

        @Override
        int on(SecretStore store) {
            boolean known =
                    store.list().stream().anyMatch(secret -> secret.name().equals(name));
            store.delete(name);
            return known ? said(name, "removed") : said(name, "there was none");
        }
    }
}
