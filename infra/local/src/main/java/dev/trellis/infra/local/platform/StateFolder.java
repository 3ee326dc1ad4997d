package dev.trellis.infra.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one folder in which the local cloud keeps everything: data, logs and the description of what runs.
 *
 * @param root its absolute path
 */
public record StateFolder(Path root) {

    /** A state folder at an absolute, normalised path. */
    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Data of one service, such as {@code data/sqs}. */
    public Path data(String service) {
        return root.resolve("data").resolve(service);
    }

    /** The folder of log files. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The log of one function: what its processes wrote to standard output and error. */
    public Path functionLog(String function) {
        return logs().resolve("functions").resolve(function + ".log");
    }

    /** The folder of what describes a running platform; worthless once it has stopped. */
    public Path run() {
        return root.resolve("run");
    }

    /** The description of the running platform. */
    public Path platformFile() {
        return run().resolve("platform.json");
    }

    /** Bearer tokens of the engine host, for its owner only. */
    public Path tokensFile() {
        return root.resolve("tokens.json");
    }

    /** Encrypted secrets; their key lies beside them, for its owner only. */
    public Path secretsFile() {
        return root.resolve("secrets");
    }

    /** Unpacked third-party binaries: PostgreSQL and native libraries. */
    public Path binaries() {
        return root.resolve("bin");
    }

    /** Creates the folder with rights for its owner only, where missing. */
    public void create() {
        try {
            Files.createDirectories(root);
            Files.createDirectories(logs().resolve("functions"));
            Files.createDirectories(run());
            Files.setPosixFilePermissions(run(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the state folder " + root, e);
        }
    }
}
