package dev.trellis.infra.local.command;

import dev.trellis.infra.local.LocalCloudMain;
import dev.trellis.infra.local.platform.StateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the daemon as a session of its own, so that it outlives the terminal and hears no Ctrl-C meant for others.
 *
 * @param cloud settings that say which cloud is used, beside those of the environment
 */
record DaemonLaunch(
        StateFolder state, Path packages, Optional<Path> hostJar, int portOffset, Map<String, String> cloud) {

    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms48m",
            "-Xmx256m",
            "-Xss512k",
            "-XX:MaxMetaspaceSize=192m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=trellis-local-logback.xml");

    Process start() throws IOException {
        state.create();
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalCloudMain.class.getName()));
        command.addAll(List.of("--state", state.root().toString()));
        command.addAll(List.of("--packages", packages.toAbsolutePath().toString()));
        command.addAll(List.of("--port-offset", Integer.toString(portOffset)));
        hostJar.ifPresent(
                jar -> command.addAll(List.of("--host-jar", jar.toAbsolutePath().toString())));
        File log = state.logs().resolve("cloud.log").toFile();
        ProcessBuilder daemon = new ProcessBuilder(command);
        daemon.environment().putAll(cloud);
        return daemon.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
