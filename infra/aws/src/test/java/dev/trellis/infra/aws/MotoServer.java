package dev.trellis.infra.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The program {@code moto_server} on a free loopback port; suites are aborted with one line where it is not installed. */
final class MotoServer implements BeforeAllCallback, AfterAllCallback {

    private @Nullable Process process;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        port = freePort();
        process = start();
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("Running on")) {
                // What it says from now on must not fill the pipe.
                var unused = Thread.startVirtualThread(() -> said.lines().forEach(more -> {}));
                return;
            }
        }
        throw new IllegalStateException("moto_server ended before it listened");
    }

    private Process start() throws IOException {
        try {
            return new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            String line = "!! SECRETS MANAGER SUITE NOT RUN: there is no moto_server; pip install 'moto[server]'";
            System.err.println(line);
            throw new TestAbortedException(line, absent);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(child -> {
                var unused = child.destroy();
            });
            running.destroy();
        }
    }
}
