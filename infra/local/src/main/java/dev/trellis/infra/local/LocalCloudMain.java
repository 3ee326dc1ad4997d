package dev.trellis.infra.local;

import dev.trellis.infra.local.daemon.CloudDaemon;
import dev.trellis.infra.local.daemon.CloudSettings;
import dev.trellis.infra.local.platform.StateFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The daemon's main class: runs one local cloud in this process until it is asked to stop. */
@Command(name = "trellis-cloud", mixinStandardHelpOptions = true, description = "Runs the cloud on one machine.")
public final class LocalCloudMain implements Callable<Integer> {

    @Option(names = "--state", required = true, description = "The folder for data, logs and run files.")
    private Path state;

    @Option(names = "--packages", required = true, description = "The folder of unpacked function packages.")
    private Path packages;

    @Option(names = "--host-jar", description = "The engine host's quarkus-run.jar; none: the cloud alone.")
    private Optional<Path> hostJar = Optional.empty();

    @Option(names = "--port-offset", defaultValue = "0", description = "Added to every default port.")
    private int portOffset;

    private LocalCloudMain() {}

    /** Runs the daemon; exit code 0 after a clean stop, 1 after a failed start, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        // The JDK's HTTP server waits for acknowledgements otherwise: 40 ms a call.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(new CommandLine(new LocalCloudMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        return CloudDaemon.run(
                CloudSettings.of(new StateFolder(state), packages, hostJar, portOffset, System.getenv()));
    }
}
