package dev.trellis.host.definition;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.gate.GatedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Definitions in the table {@code definition} and in the engine. */
public final class DeployedDefinitions implements Definitions {
    private static final int LARGEST_FILE = 4 << 20;
    private static final int MOST_REMEMBERED = 500;

    private final Database database;
    private final Engine engine;
    private final ArtifactStore artifacts;
    private final Catalog catalog;
    private final ProcessModels models;
    /** A deployed version stays as it is, for ever. */
    private final Map<String, DefinitionView> deployed = new ConcurrentHashMap<>();

    public DeployedDefinitions(
            Database database, Engine engine, ArtifactStore artifacts, Catalog catalog, ProcessModels models) {
        this.database = database;
        this.engine = engine;
        this.artifacts = artifacts;
        this.catalog = catalog;
        this.models = models;
    }

    @Override
    public DefinitionView ensureDeployed(String name, String version) {
        String key = name + " " + version;
        DefinitionView known = deployed.get(key);
        if (known != null) {
            return known;
        }
        DefinitionView found = find(name, version).orElseGet(() -> deploy(catalog.process(name, version)));
        if (deployed.size() >= MOST_REMEMBERED) {
            deployed.clear();
        }
        deployed.put(key, found);
        return found;
    }

    private DefinitionView deploy(ProcessEntry entry) {
        byte[] bpmn = file(entry);
        GatedModel model = models.check(bpmn, entry.name() + " " + entry.version());
        DefinitionView definition = new DefinitionView(
                entry.name(), entry.version(), model.sha256(), taskTypes(model), called(model), Instant.EPOCH);
        return database.write(handle -> {
            Locks.alone(handle, "definition " + entry.name());
            DefinitionTable table = new DefinitionTable(handle);
            if (table.find(entry.name(), entry.version()).isEmpty()) {
                String engineId = engine.deploy(entry.name() + "-" + entry.version(), model.engineXml());
                table.insert(definition, engineId, bpmn);
            }
            return table.find(entry.name(), entry.version()).orElseThrow();
        });
    }

    private static List<String> taskTypes(GatedModel model) {
        return model.serviceTasks().stream()
                .filter(task -> task.topic().taskType().isLiteral())
                .map(task -> LockFile.key(
                        task.topic().taskType().source(), task.topic().versionRange()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> called(GatedModel model) {
        return model.uses().calledProcesses().stream()
                .filter(call -> call.key().isLiteral())
                .map(call -> LockFile.key(call.key().source(), call.versionRange()))
                .distinct()
                .sorted()
                .toList();
    }

    private byte[] file(ProcessEntry entry) {
        ArtifactRef file = entry.bpmn();
        byte[] content;
        try (InputStream stream = artifacts.open(file.uri())) {
            content = stream.readNBytes(LARGEST_FILE + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.uri(), e);
        }
        if (content.length > LARGEST_FILE || !Sha256.hexOf(content).equals(file.sha256())) {
            throw new RefusedException(
                    Refusal.DEFINITION_REFUSED,
                    file.uri() + " is not the file that the registry entry of " + entry.name() + " " + entry.version()
                            + " names by its sha256; apply the entry again");
        }
        return content;
    }

    @Override
    public Optional<DefinitionView> find(String name, String version) {
        return database.read(handle -> new DefinitionTable(handle).find(name, version));
    }

    @Override
    public List<DefinitionView> list() {
        return database.read(handle -> new DefinitionTable(handle).list());
    }

    @Override
    public Optional<byte[]> bpmn(String name, String version) {
        return database.read(handle -> new DefinitionTable(handle).bpmn(name, version));
    }
}
