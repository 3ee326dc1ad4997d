package dev.trellis.tde.child;

import dev.trellis.tde.child.ChildEnd.Excess;
import dev.trellis.tde.child.Confinement.Child;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Runs commands shut in, as strongly as this machine allows. */
public final class Sandbox {
    /** User ids from here on belong to nobody; each run gets one, so that the process limit counts its own only. */
    private static final int FIRST_FREE_USER = 1_000_000;

    private static final int LAST_FREE_USER = 2_000_000_000;

    /**
     * The first process of a namespace cannot be reached by signals of its own: were it the command, limits could not end
     * it and its exit status would be lost. So a shell stands in front, which also adopts and buries what it leaves.
     */
    private static final String FIRST_PROCESS = "\"$@\"; exit $?";

    private final CompletableFuture<Confinement> confinement;
    private final Map<String, String> environment;
    private final Cores cores = Cores.own();

    private Sandbox(CompletableFuture<Confinement> confinement, Map<String, String> environment) {
        this.confinement = confinement;
        this.environment = environment;
    }

    /** A sandbox that finds out aside what works here, so that a cold start does not wait for it. */
    public static Sandbox probing() {
        return new Sandbox(CompletableFuture.supplyAsync(Confinement::probe, Sandbox::aside), System.getenv());
    }

    /** A sandbox of a given strength. */
    public static Sandbox of(Confinement confinement) {
        return new Sandbox(CompletableFuture.completedFuture(confinement), Map.of());
    }

    /** Whether children get a user of their own, without any right of this function's. */
    public boolean changesUser() {
        return confinement.join() == Confinement.OTHER_USER;
    }

    /** Runs a command to its end, or until the attempt is stopped. */
    public ChildEnd run(TaskScope scope, RunFolder folder, ChildLimits limits, ChildCommand command)
            throws TaskFailedException, IOException, InterruptedException {
        int user = ThreadLocalRandom.current().nextInt(FIRST_FREE_USER, LAST_FREE_USER);
        Confinement shutIn = confinement.join();
        Network.requireKept(scope.capabilities(), shutIn, environment);
        if (shutIn == Confinement.OTHER_USER) {
            folder.giveTo(user, scope.artifactsIn());
        }
        List<String> limited = new ArrayList<>(cores.binding(limits.cores()));
        limited.addAll(limited(command.words(), limits));
        List<String> words = shutIn.command(new Child(user, command.offline()), limited);
        ChildProcess process = ChildProcess.start(words, command, folder, limits, shutIn == Confinement.SESSION);
        scope.stop().onStop(process::kill);
        ChildEnd end = process.await(scope::withoutSecrets);
        if (end.killedFor() == Excess.DISK) {
            folder.clear();
        }
        return end;
    }

    private static List<String> limited(List<String> words, ChildLimits limits) {
        List<String> limited = new ArrayList<>(List.of(
                "prlimit",
                "--core=0",
                "--cpu=" + limits.cpuSeconds() + ":" + (limits.cpuSeconds() + 1),
                // Data, not address space: engines such as V8 reserve far more addresses than they use.
                "--data=" + limits.memoryBytes(),
                "--fsize=" + limits.fileBytes(),
                "--nproc=" + (limits.processes() + 1),
                "--nofile=" + ChildLimits.OPEN_FILES,
                "--",
                "/bin/sh",
                "-c",
                FIRST_PROCESS,
                "sh"));
        limited.addAll(words);
        return limited;
    }

    private static void aside(Runnable work) {
        var unused = Thread.ofPlatform().daemon().name("probe").start(work);
    }
}
