package dev.trellis.infra.local.command;

import dev.trellis.infra.local.daemon.CloudClient;
import dev.trellis.infra.local.daemon.PlatformFile;
import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.ProcessTree;
import dev.trellis.infra.local.platform.StateFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a platform by what is written in its state folder: the daemon first, then whatever it left behind. */
record Shutdown(StateFolder state, CloudClient client) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(3);

    /** Ends all and returns what was ended; empty when nothing ran. */
    List<String> run() {
        List<String> ended = new ArrayList<>();
        Optional<ProcessHandle> daemon = client.daemon();
        if (daemon.isPresent()) {
            boolean asked = client.stop();
            end(daemon.get(), asked);
            ended.add("daemon");
        }
        if (state.run().toFile().isDirectory()) {
            ended.addAll(new ChildJournal(state.run().resolve("children")).sweep(ORPHAN_PATIENCE));
            new PlatformFile(state.platformFile()).delete();
        }
        return List.copyOf(ended);
    }

    /** One that was asked gets time to end by itself; one that could not be asked gets SIGTERM; one that hangs is killed. */
    private static void end(ProcessHandle daemon, boolean asked) {
        if (asked) {
            try {
                var unused = daemon.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (TimeoutException | ExecutionException e) {
                System.err.println("the daemon does not end by itself: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ProcessTree.end(daemon, PATIENCE);
    }
}
