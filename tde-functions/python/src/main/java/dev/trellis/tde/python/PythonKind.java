package dev.trellis.tde.python;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.python.Confinement.Child;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Runs a Python script: one JSON object in, one JSON object out, files in between. */
@Singleton
public final class PythonKind implements TaskKind {
    /** User ids from here on belong to nobody; each run gets one, so that the process limit counts its own only. */
    private static final int FIRST_FREE_USER = 1_000_000;

    private static final int LAST_FREE_USER = 2_000_000_000;

    /**
     * The first process of a namespace cannot be reached by signals of its own: were it the script, limits could not end it
     * and its exit status would be lost. So a shell stands in front, which also adopts and buries what the script leaves.
     */
    private static final String FIRST_PROCESS = "\"$@\"; exit $?";

    private final Map<String, String> environment;
    private final CompletableFuture<Confinement> confinement;
    private final Scripts scripts;

    @Inject
    PythonKind() {
        // Tried out while the platform's clients are made, so that a cold start does not wait for it.
        this(System.getenv(), CompletableFuture.supplyAsync(Confinement::probe, PythonKind::aside), cacheFolder());
    }

    PythonKind(Map<String, String> environment, CompletableFuture<Confinement> confinement, Path cache) {
        this.environment = environment;
        this.confinement = confinement;
        this.scripts = new Scripts(cache);
    }

    @Override
    public String adapter() {
        return "python";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        ScriptLimits limits = ScriptLimits.of(scope.guardRails("python"));
        Path script = scripts.scriptOf(scope);
        RunFolder folder = RunFolder.create(scope.folder());
        ObjectNode outputs = new ScriptVerdict(limits).outputs(run(scope, script, folder, limits));
        SortedMap<String, ArtifactRef> files = ProducedFiles.upload(folder, scope);
        if (!files.isEmpty()) {
            ObjectNode addresses = outputs.putObject("artifacts");
            files.forEach((name, ref) -> addresses.put(name, ref.uri()));
        }
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.copyOf(files.values()));
    }

    private ScriptEnd run(TaskScope scope, Path script, RunFolder folder, ScriptLimits limits)
            throws IOException, InterruptedException, TaskFailedException {
        int user = ThreadLocalRandom.current().nextInt(FIRST_FREE_USER, LAST_FREE_USER);
        Confinement shutIn = confinement.join();
        boolean otherUser = shutIn == Confinement.OTHER_USER;
        Path python = Interpreter.find(environment, otherUser);
        if (otherUser) {
            folder.giveTo(user, scope.artifactsIn());
        }
        Path input = Files.writeString(scope.folder().resolve("request.json"), RequestDocument.of(scope, folder.out()));
        ScriptProcess process = ScriptProcess.start(
                shutIn.command(new Child(user, isOffline(scope)), interpreted(python, script, limits)),
                folder,
                input,
                limits);
        scope.stop().onStop(process::kill);
        ScriptEnd end = process.await();
        scope.metric("stdout_bytes", end.output().length);
        scope.metric("script_ms", end.took().toMillis());
        return end;
    }

    private static List<String> interpreted(Path python, Path script, ScriptLimits limits) {
        return List.of(
                "prlimit",
                "--core=0",
                "--cpu=" + limits.cpuSeconds() + ":" + (limits.cpuSeconds() + 1),
                "--as=" + limits.memoryBytes(),
                "--fsize=" + limits.fileBytes(),
                "--nproc=" + (limits.processes() + 1),
                "--nofile=" + ScriptLimits.OPEN_FILES,
                "--",
                "/bin/sh",
                "-c",
                FIRST_PROCESS,
                "sh",
                python.toString(),
                "-I",
                "-B",
                script.toString());
    }

    /** A script sees a network only where its entry says so. */
    private static boolean isOffline(TaskScope scope) {
        return scope.settings().texts("capabilities").stream()
                .noneMatch(capability -> capability.equals("net=internal") || capability.equals("net=egress"));
    }

    private static void aside(Runnable work) {
        var unused = Thread.ofPlatform().daemon().name("probe").start(work);
    }

    private static Path cacheFolder() {
        // Named by the user, since another user's folder could not be trusted.
        return Path.of(System.getProperty("java.io.tmpdir"), "trellis-scripts-" + System.getProperty("user.name"));
    }
}
