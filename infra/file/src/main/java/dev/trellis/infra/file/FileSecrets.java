package dev.trellis.infra.file;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import dev.trellis.contract.port.SecretStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Secrets in one file of a machine, each value encrypted with a key in a second file beside it; both are their owner's alone.
 * The file is replaced as a whole, so a reader meets the old one or the new one and a kill leaves either. Safe for use by
 * several threads and processes.
 */
public final class FileSecrets implements SecretStore {
    /** File locks are of the whole process, so threads of one take turns here. */
    private static final Object WRITERS = new Object();

    private final Path file;
    private final Path lock;
    private final SecretsKey key;
    private final InstantSource clock;

    /**
     * The secrets of a file, which need not exist yet.
     *
     * @param file its key is {@code FILE.key}
     * @param clock says when a secret was stored
     */
    public FileSecrets(Path file, InstantSource clock) {
        this.file = file;
        this.lock = file.resolveSibling(file.getFileName() + ".lock");
        this.key = new SecretsKey(file.resolveSibling(file.getFileName() + ".key"));
        this.clock = clock;
    }

    @Override
    public Secret read(String name) {
        Sealed kept = reading().get(Secret.requireName(name));
        if (kept == null) {
            throw new SecretMissingException(name);
        }
        return new Secret(name, Integer.toString(kept.version()), key.open(kept));
    }

    @Override
    public void put(String name, String value) {
        String checkedName = Secret.requireName(name);
        String checked = Secret.requireValue(value);
        change(secrets -> {
            Sealed before = secrets.get(checkedName);
            Instant now = clock.instant();
            int version = before == null ? 1 : before.version() + 1;
            Instant createdAt = before == null ? now : before.createdAt();
            secrets.put(checkedName, key.seal(new Sealed(checkedName, version, createdAt, now, ""), checked));
        });
    }

    @Override
    public List<Listed> list() {
        return reading().values().stream()
                .map(kept -> new Listed(kept.name(), kept.createdAt(), kept.changedAt()))
                .toList();
    }

    @Override
    public void delete(String name) {
        String checked = Secret.requireName(name);
        change(secrets -> {
            var unused = secrets.remove(checked);
        });
    }

    private SortedMap<String, Sealed> reading() {
        try {
            return SecretsFile.read(file);
        } catch (IOException unreadable) {
            throw new PortUnavailableException("the file of secrets cannot be read: " + file, unreadable);
        }
    }

    private void change(Consumer<SortedMap<String, Sealed>> change) {
        synchronized (WRITERS) {
            try {
                key.makeIfMissing();
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    SortedMap<String, Sealed> secrets = SecretsFile.read(file);
                    change.accept(secrets);
                    SecretsFile.replace(file, secrets.values());
                }
            } catch (IOException unwritable) {
                throw new PortUnavailableException("the file of secrets cannot be written: " + file, unwritable);
            }
        }
    }
}
