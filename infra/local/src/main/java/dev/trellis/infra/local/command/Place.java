package dev.trellis.infra.local.command;

import dev.trellis.infra.local.daemon.CloudClient;
import dev.trellis.infra.local.platform.StateFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where: the state folder, the built repository, and how to speak. */
final class Place {

    @Option(
            names = "--state",
            defaultValue = "${env:TRELLIS_STATE:-.trellis}",
            description = "The folder for data, logs and run files (default: ${DEFAULT-VALUE}).")
    private Path state;

    @Option(
            names = "--root",
            defaultValue = "${env:TRELLIS_ROOT:-.}",
            description = "The built repository (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(names = "--json", description = "Speak JSON.")
    private boolean json;

    StateFolder state() {
        return new StateFolder(state);
    }

    Path root() {
        return root.toAbsolutePath().normalize();
    }

    boolean json() {
        return json;
    }

    CloudClient client() {
        return new CloudClient(state());
    }

    /** Where the build leaves the function packages. */
    Path defaultPackages() {
        return root().resolve(".trellis-build").resolve("functions");
    }

    /** Where the build leaves the engine host. */
    Path defaultHostJar() {
        return root().resolve("engine-host/target/quarkus-app/quarkus-run.jar");
    }
}
