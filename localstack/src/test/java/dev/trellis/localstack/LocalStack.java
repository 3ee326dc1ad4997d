package dev.trellis.localstack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * One LocalStack container for all suites, provisioned by the same init script that the compose file mounts. Without a
 * container engine the suites are aborted with one line that says so; with one, a missing image is fetched or built. {@code
 * TRELLIS_EMULATOR} names another emulator that runs already, on which the init script was run by hand.
 */
final class LocalStack implements BeforeAllCallback {

    private static final String IMAGE =
            System.getenv().getOrDefault("LOCALSTACK_IMAGE", "localstack/localstack:4.14.0");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int PORT = 4566;

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(LocalStack.class))
                .computeIfAbsent(Running.class, type -> start(), Running.class);
    }

    Cloud cloud() {
        Running started = running;
        if (started == null) {
            throw new IllegalStateException("the extension is not registered");
        }
        return started.cloud();
    }

    private static Running start() {
        String other = System.getenv("TRELLIS_EMULATOR");
        if (other != null) {
            return new Running(() -> {}, new Cloud(URI.create(other)));
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            String line =
                    "!! LOCALSTACK SUITE NOT RUN: no container engine answers; start Docker, or run localstack/engine.sh";
            System.err.println(line);
            throw new TestAbortedException(line);
        }
        provideImage();
        Path resources = Path.of("registry-tables/src/main/resources/dev/trellis/registry/tables");
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(PORT)
                .withEnv("SERVICES", "sqs,dynamodb,s3,secretsmanager")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(ROOT.resolve("localstack/init/ready.d/trellis.py"), 0755),
                        "/etc/localstack/init/ready.d/trellis.py")
                .withCopyFileToContainer(MountableFile.forHostPath(ROOT.resolve(resources)), "/opt/trellis/tables")
                .waitingFor(Wait.forHttp("/_localstack/init/ready")
                        .forPort(PORT)
                        .forResponsePredicate(body -> body.replace(" ", "").contains("\"completed\":true"))
                        .withStartupTimeout(Duration.ofMinutes(2)));
        container.start();
        URI endpoint = URI.create("http://127.0.0.1:" + container.getMappedPort(PORT));
        return new Running(container::stop, new Cloud(endpoint));
    }

    private static void provideImage() {
        try {
            Process script = new ProcessBuilder(
                            ROOT.resolve("localstack/engine.sh").toString())
                    .inheritIO()
                    .start();
            if (!script.waitFor(15, TimeUnit.MINUTES) || script.exitValue() != 0) {
                var unused = script.destroyForcibly();
                throw new IllegalStateException("localstack/engine.sh could not provide " + IMAGE);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("localstack/engine.sh could not be run", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the image was provided", stopped);
        }
    }

    /** What runs, to be stopped with the last suite. */
    record Running(Runnable end, Cloud cloud) implements AutoCloseable {

        @Override
        public void close() {
            cloud.close();
            end.run();
        }
    }

    static Map<String, String> environment(URI endpoint) {
        String address = endpoint.toString();
        return Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "TRELLIS_SQS_ENDPOINT",
                address,
                "TRELLIS_DYNAMODB_ENDPOINT",
                address,
                "TRELLIS_SECRETS_ENDPOINT",
                address,
                "TRELLIS_S3_ENDPOINT",
                address);
    }
}
